import { strict as assert } from "node:assert";
import { draftParts, wordsOf } from "../../../webview/words";

describe("the model's words", () => {
  it("are the reply without the code of its cells", () => {
    const reply = "First I look.\n\n```repl\nprint(1)\n```\n\nThen:\n```js\nprint(2)\n```\nDone.";
    assert.equal(wordsOf(reply, ["print(1)\n", "print(2)"]), "First I look.\n\nThen:\n\nDone.");
  });

  it("F6 survive code that holds a fence itself", () => {
    const code = "const md = `\n```js\nx\n```\n`;\nprint(md)";
    assert.equal(wordsOf(`Before\n\`\`\`repl\n${code}\n\`\`\`\nAfter`, [code]), "Before\n\nAfter");
  });

  it("F4 keep fences that were no cells", () => {
    const reply = 'This is data:\n```json\n{"a": 1}\n```';
    assert.equal(wordsOf(reply, []), reply);
    assert.equal(wordsOf(reply, ["", "print(1)"]), reply);
  });

  it("are nothing where the reply is only code", () => {
    assert.equal(wordsOf("```repl\nFINAL(1)\n```", ["FINAL(1)"]), "");
    assert.equal(wordsOf("```repl\r\nFINAL(1)\r\n```\r\n", ["FINAL(1)"]), "");
  });

  it("come apart from code while they stream in", () => {
    assert.deepEqual(draftParts("I look\n```repl\nprint(1)\n```\nand\n~~~js\nlet x"), [
      { kind: "words", text: "I look" },
      { kind: "code", text: "print(1)" },
      { kind: "words", text: "and" },
      { kind: "code", text: "let x" },
    ]);
    assert.deepEqual(draftParts(""), []);
  });
});

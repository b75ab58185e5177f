import { strict as assert } from "node:assert";
import { highlightLines, type Token } from "../../../webview/highlight";

function kinds(code: string, kind: Token["kind"]): readonly string[] {
  return highlightLines(code)
    .flat()
    .filter((token) => token.kind === kind)
    .map((token) => token.text);
}

function readBack(code: string): string {
  return highlightLines(code)
    .map((line) => line.map((token) => token.text).join(""))
    .join("\n");
}

describe("colours of code", () => {
  it("loses and adds nothing", () => {
    const codes = [
      "const a = `x ${b({ c: `y${1}` })} z`; // end",
      "`never closed ${",
      "'open\n\"open\n/* open",
      "a / b / c; /re[/]x/g.test(s) ? 1n : 0x1F",
      "}}}{{{`}`",
      "\u2028 é 日本語 \uD800",
    ];
    for (const code of codes) assert.equal(readBack(code), code);
  });

  it("knows keywords, calls, and what every cell finds in its REPL", () => {
    const code = "const rows = await llm_query(files.map(f => f.text)); return rows.context.print()";
    assert.deepEqual(kinds(code, "keyword"), ["const", "await", "return"]);
    assert.deepEqual(kinds(code, "builtin"), ["llm_query", "files"]);
    assert.deepEqual(kinds(code, "call"), ["map", "print"]);
  });

  it("reads code inside template literals as code", () => {
    const code = "`a ${new X({ y: 1 })} b`";
    assert.deepEqual(kinds(code, "string"), ["`a ", " b`"]);
    assert.deepEqual(kinds(code, "keyword"), ["new"]);
    assert.deepEqual(kinds(code, "number"), ["1"]);
  });

  it("tells division from a regular expression", () => {
    assert.deepEqual(kinds("x = a / b / c", "regex"), []);
    assert.deepEqual(kinds("x = s.match(/a\\/[/]b/gi); return /c/", "regex"), ["/a\\/[/]b/gi", "/c/"]);
  });

  it("splits into lines", () => {
    const lines = highlightLines("a\n`b\nc`\n");
    assert.deepEqual(
      lines.map((line) => line.map((token) => token.text).join("")),
      ["a", "`b", "c`", ""],
    );
  });

  it("reads hostile code in one go", () => {
    for (const code of ["`${".repeat(20_000), "a.".repeat(50_000), "/".repeat(50_000), "(".repeat(50_000)]) {
      assert.equal(readBack(code), code);
    }
  });
});

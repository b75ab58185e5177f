import { strict as assert } from "node:assert";
import fc from "fast-check";
import { readReply } from "../../../src/core/reply/reply";

const fence = (language: string, body: string): string => `\`\`\`${language}\n${body}\n\`\`\``;
const cells = (reply: string, finish: "stop" | "length" = "stop"): readonly string[] => readReply(reply, finish).cells;

describe("reading a reply", () => {
  it("F1 one repl block runs", () => {
    assert.deepEqual(cells(`Plan.\n${fence("repl", "print(1)")}\nDone.`), ["print(1)"]);
  });

  it("F2 several blocks run in order", () => {
    assert.deepEqual(cells(`${fence("repl", "a = 1")}\nthen\n${fence("repl", "a + 1")}`), ["a = 1", "a + 1"]);
  });

  for (const language of ["js", "javascript", "ts", "typescript", "node", ""]) {
    it(`F3 a fence named "${language}" runs where no repl fence is there`, () => {
      assert.deepEqual(cells(fence(language, "print(1)")), ["print(1)"]);
    });
  }

  it("F3 other JavaScript fences do not run beside a repl fence", () => {
    assert.deepEqual(cells(`${fence("js", "sketch()")}\n${fence("repl", "print(1)")}`), ["print(1)"]);
  });

  for (const language of ["json", "text", "bash", "python"]) {
    it(`F4 a ${language} fence is not code, and the model is told what is`, () => {
      const reading = readReply(fence(language, "x = 1"), "stop");
      assert.deepEqual(reading.cells, []);
      assert.match(reading.notes.join(" "), new RegExp(`${language}.*\`\`\`repl`));
    });
  }

  it("F5 an unclosed fence runs if the reply ended by itself", () => {
    assert.deepEqual(cells("```repl\nprint(1)"), ["print(1)"]);
  });

  it("F5 an unclosed fence does not run if the reply was cut, and the model is told", () => {
    const reading = readReply("```repl\nprint(1", "length");
    assert.deepEqual(reading.cells, []);
    assert.match(reading.notes.join(" "), /cut by the token limit/);
  });

  it("F6 a program whose template literal holds a fence runs whole", () => {
    const program = "const md = `a\n${'```'}\n`;\nprint('```js\\nx\\n```', md)";
    assert.deepEqual(cells(fence("repl", program)), [program]);
  });

  it("F6 a program whose comment holds a closing fence runs whole", () => {
    const program = "/* like\n```\nthis */\nprint(2)";
    assert.deepEqual(cells(fence("repl", program)), [program]);
  });

  it("F7 an outer bare fence around a named one: the inner code", () => {
    assert.deepEqual(cells("```\n```repl\nprint(1)\n```\n```"), ["print(1)"]);
  });

  it("F7 an outer bare fence around named ones of JavaScript: the inner code, and no note of an empty block", () => {
    const reading = readReply(`\`\`\`\n${fence("js", "a = 1")}\n${fence("js", "a + 1")}\n\`\`\`\nDone.`, "stop");
    assert.deepEqual(reading.cells, ["a = 1", "a + 1"]);
    assert.deepEqual(reading.notes, []);
  });

  it("F8 CRLF is as LF", () => {
    assert.deepEqual(cells("```repl\r\na = 1\r\nb = 2\r\n```\r\n"), ["a = 1\nb = 2"]);
  });

  it("F9 indented fences, tildes, capitals, a closing fence on the last line of code", () => {
    assert.deepEqual(cells("  ```repl\n  print(1)\n  ```"), ["  print(1)"]);
    assert.deepEqual(cells("~~~repl\nprint(1)\n~~~"), ["print(1)"]);
    assert.deepEqual(cells("```REPL\nprint(1)\n```"), ["print(1)"]);
    assert.deepEqual(cells("```repl\nprint(1)```"), ["print(1)"]);
  });

  it("F10 a json block, then a repl block: only the second; prose between fences never runs", () => {
    assert.deepEqual(cells(`${fence("json", '{"a":1}')}\nprint("prose")\n${fence("repl", "print(1)")}`), ["print(1)"]);
  });

  it("F11 prose with import and no fence: nothing runs", () => {
    assert.deepEqual(cells('import fs from "fs"\nprint(1)'), []);
  });

  for (const reply of ["", "   \n", fence("repl", ""), "<think>hm</think>"]) {
    it(`F12 ${JSON.stringify(reply)}: no crash, the model is told`, () => {
      const reading = readReply(reply, "stop");
      assert.deepEqual(reading.cells, []);
      assert.equal(reading.final, null);
      assert.notEqual(reading.notes.length, 0);
    });
  }

  it("F15 reasoning around draft code and draft finals is ignored", () => {
    const draft = `<think>maybe\n${fence("repl", "FINAL('draft')")}\nFINAL(no)</think>\n${fence("repl", "print(1)")}`;
    assert.deepEqual(cells(draft), ["print(1)"]);
    assert.deepEqual(cells(`first words FINAL(x)</think>\n${fence("repl", "print(2)")}`), ["print(2)"]);
    assert.deepEqual(cells(`<think>${fence("repl", "print(1)")}`), []);
  });

  it("F15 a tag inside a string of a cell is text", () => {
    assert.deepEqual(cells(fence("repl", "print('<think>')")), ["print('<think>')"]);
  });

  it("F15 a tag that is mentioned between backticks is text", () => {
    const code = fence("repl", "print(1)");
    assert.deepEqual(cells(`I will search for the \`<think>\` tag.\n${code}`), ["print(1)"]);
    assert.deepEqual(cells(`${code}\nThat finds \`</think>\` too.`), ["print(1)"]);
    assert.deepEqual(cells(`<think>call \`grep\`</think>${code}`), ["print(1)"]);
  });

  it("F15 the reply is given without reasoning markup", () => {
    assert.equal(readReply("<think>hm</think>\r\nFINAL(1)", "stop").text, "\nFINAL(1)");
    assert.equal(readReply("<think>hm</think>", "stop").text, "");
  });

  const hostile: readonly (readonly [what: string, reply: string])[] = [
    ["a block of very many lines", fence("repl", "print(1)\n".repeat(200_000))],
    ["an opening fence with a very long name", `~~~${"a".repeat(400_000)}\``],
    ["very many lines that end in a fence", fence("repl", `(\n${"x ```\n".repeat(200_000)}`)],
    ["very many bare fences", "```\n\n".repeat(200_000)],
    ["very many blocks that are no program", `${fence("repl", "(")}\n`.repeat(50_000)],
    ["a final with very many marks", `FINAL(${"*".repeat(400_000)}x`],
    ["a final with very many quotes", `FINAL("${'\\"'.repeat(200_000)}\n")`],
    ["very many tags", "`<think>`</think><think>".repeat(50_000)],
  ];
  for (const [what, reply] of hostile) {
    it(`a hostile reply does not hold up the program: ${what}`, () => {
      readReply(reply, "stop");
      readReply(reply, "length");
    });
  }

  it("any text in: never a crash, and code only from fences", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom("```", "```repl\n", "~~~", "<think>", "</think>", "FINAL(", ")", "\n"),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom("stop", "length", "filter"), (pieces, finish) => {
        const reply = pieces.join("");
        const reading = readReply(reply, finish);
        if (!/```|~~~/.test(reply)) assert.deepEqual(reading.cells, []);
      }),
    );
  });

  it("a program printed into a fence comes back byte for byte", () => {
    const statement = fc.oneof(
      fc.string().map((text) => `print(${JSON.stringify(text)});`),
      fc.constantFrom("const a = `x\ny`;", "// note", "/* ``` */", "for (const x of []) { print(x); }", "'```js'"),
    );
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1 }), (statements) => {
        const program = statements.join("\n");
        assert.deepEqual(cells(fence("repl", program)), [program]);
      }),
    );
  });
});

describe("a final as text", () => {
  const final = (reply: string): unknown => readReply(reply, "stop").final;
  const answer = (text: string): unknown => ({ kind: "answer", text });

  const given: readonly (readonly [id: string, reply: string, text: string])[] = [
    ["A1", "FINAL(42)", "42"],
    ["A2", "FINAL(f(a, (b)))", "f(a, (b))"],
    ["A6", "FINAL(it's fine)", "it's fine"],
    ["A6", 'FINAL("a ) b")', "a ) b"],
    ["A6", "FINAL(:) smile)", ":) smile"],
    ["A6", 'FINAL("he said \\"hi\\" ok")', 'he said "hi" ok'],
    ["A8", "**FINAL(42)**", "42"],
    ["A8", "`FINAL(42)`", "42"],
    ["A9", "<think>FINAL(no)</think>\nFINAL(yes)", "yes"],
    ["A1 after words", "The count is clear.\n\nFINAL(42)", "42"],
  ];
  for (const [id, reply, text] of given) {
    it(`${id} ${JSON.stringify(reply)} is ${JSON.stringify(text)}`, () => assert.deepEqual(final(reply), answer(text)));
  }

  it("A8 a bare fence that holds only a final gives it", () => {
    assert.deepEqual(final("```\nFINAL(it's 42)\n```"), answer("it's 42"));
    assert.deepEqual(cells("```\nFINAL(42)\n```"), ["FINAL(42)"]);
  });

  const notFinal = [
    "I will call FINAL(x) when done.",
    "FINAL(42)\nand then some more words.",
    "FINAL(42)\nI am sure of it (see the log)",
    'FINAL("4 ) 2") is it.\nI am sure of it (see the log)',
  ];
  for (const reply of notFinal) {
    it(`A3 A5 ${JSON.stringify(reply)} is not a final`, () => assert.equal(final(reply), null));
  }

  for (const text of ["first\nsecond", "f(a)\n(b)"]) {
    it(`A2 an answer of several lines, ${JSON.stringify(text)}, is whole`, () => {
      assert.deepEqual(final(`FINAL(${text})`), answer(text));
      assert.deepEqual(final(`FINAL("a ) ${text}")`), answer(`a ) ${text}`));
    });
  }

  for (const reply of ["FINAL(42)", "FINAL_VAR(x)", "```\nFINAL(it's 42)\n```"]) {
    it(`L8 ${JSON.stringify(reply)} cut by the token limit is not taken, and the model is told`, () => {
      const reading = readReply(reply, "length");
      assert.deepEqual(reading.cells, []);
      assert.equal(reading.final, null);
      assert.deepEqual(reading.notes, ["The reply was cut by the token limit, so its FINAL was not taken."]);
    });
  }

  it("A5 the model is told how to finish", () => {
    assert.match(readReply("FINAL(42)\nmore words", "stop").notes.join(" "), /Finish in a cell/);
  });

  for (const reply of ["FINAL(42", "FINAL()", 'FINAL("")']) {
    it(`A7 ${reply} is not a final, and the model is told`, () => {
      const reading = readReply(reply, "stop");
      assert.equal(reading.final, null);
      assert.match(reading.notes.join(" "), /FINAL/);
    });
  }

  it("A10 FINAL_VAR goes before FINAL", () => {
    assert.deepEqual(final("FINAL(42)\nFINAL_VAR(x)"), { kind: "variable", name: "x" });
  });

  for (const reply of ["FINAL_VAR(x)", 'FINAL_VAR("x")', "FINAL_VAR( 'x' )"]) {
    it(`A11 ${reply} names the variable`, () => assert.deepEqual(final(reply), { kind: "variable", name: "x" }));
  }

  it("A15 code and a text final: the code runs, the final is ignored, the model is told", () => {
    const reading = readReply(`${fence("repl", "print(1)")}\nFINAL(42)`, "stop");
    assert.deepEqual(reading.cells, ["print(1)"]);
    assert.equal(reading.final, null);
    assert.match(reading.notes.join(" "), /ignored/);
  });
});

import { strict as assert } from "node:assert";
import { TestRepl } from "../../support/repl";

describe("finals in cells", () => {
  let repl: TestRepl;

  before(async () => {
    repl = await TestRepl.overText("text");
  });

  after(() => repl.dispose());

  it("A4 the value of FINAL's argument", async () => {
    const { final } = await repl.run("const x4 = 6 * 7; FINAL(x4)");
    assert.deepEqual(final, { text: "42", json: "42", by: "FINAL", literal: false });
  });

  it("A4 an unknown variable is an ordinary error", async () => {
    const { error, final } = await repl.run("FINAL(unknown4)");
    assert.equal(error?.name, "ReferenceError");
    assert.equal(final, null);
  });

  it("A7 FINAL without a value or with an empty one is refused, and told", async () => {
    for (const code of ["FINAL()", 'FINAL("")', 'FINAL("  \\n")', "FINAL(undefined)", "FINAL(null)"]) {
      const { final, finalRefused } = await repl.run(code);
      assert.equal(final, null);
      assert.match(finalRefused ?? "", /not final/);
    }
  });

  it("A11 FINAL_VAR takes a variable by itself or by its name, from any earlier cell", async () => {
    await repl.run("const found = 'the answer'; const nameOf = 'found'");
    for (const code of [
      "FINAL_VAR(found)",
      'FINAL_VAR("found")',
      "FINAL_VAR( 'found' )",
      "{ const local = found; FINAL_VAR(local) }",
    ]) {
      const { final } = await repl.run(code);
      assert.deepEqual([final?.text, final?.by], ["the answer", "FINAL_VAR"]);
    }
    assert.equal((await repl.run("const o = { deep: 'value' }; FINAL_VAR(o.deep)")).final?.text, "value");
    assert.equal((await repl.run("FINAL_VAR(nameOf)")).final?.text, "found");
  });

  it("A12 a missing variable is told, nearest names first", async () => {
    await repl.run("const total_count = 1, other = 2");
    for (const code of ["FINAL_VAR(totalcount)", "FINAL_VAR('totalcount')"]) {
      const { final, finalRefused, error } = await repl.run(code);
      assert.equal(final, null);
      assert.equal(error, null);
      assert.match(finalRefused ?? "", /no variable totalcount.*Variables: total_count,.*other/);
    }
  });

  const whole: readonly (readonly [title: string, code: string, text: string])[] = [
    ["list", "FINAL_VAR([1, 'two', null])", '[\n  1,\n  "two",\n  null\n]'],
    ["object", "FINAL({ a: { b: [1] } })", '{\n  "a": {\n    "b": [\n      1\n    ]\n  }\n}'],
    ["Map", "FINAL(new Map([['k', 1]]))", '{\n  "k": 1\n}'],
    ["Map with other keys", "FINAL(new Map([[1, 'a']]))", '[\n  [\n    1,\n    "a"\n  ]\n]'],
    ["Set", "FINAL(new Set([1, 2]))", "[\n  1,\n  2\n]"],
    ["number", "FINAL(0)", "0"],
    ["boolean", "FINAL(false)", "false"],
    ["BigInt", "FINAL(12345678901234567890n)", "12345678901234567890"],
    ["Date", "FINAL(new Date(0))", "1970-01-01T00:00:00.000Z"],
    ["empty list", "FINAL([])", "[]"],
    ["class instance", "class P13 { x = 1 } FINAL(new P13())", '{\n  "x": 1\n}'],
  ];

  for (const [title, code, text] of whole) {
    it(`A13 whole and readable: ${title}`, async () => {
      assert.equal((await repl.run(code)).final?.text, text);
    });
  }

  it("A13 a cycle is readable and has no JSON", async () => {
    const { final } = await repl.run("const loop = { name: 'l' }; loop.self = loop; FINAL(loop)");
    assert.equal(final?.text, '{ name: "l", self: [Circular] }');
    assert.equal(final.json, null);
  });

  it("A13 8,000,000 characters are whole; a longer answer is refused, and told", async () => {
    const { final } = await repl.run("FINAL('é'.repeat(8_000_000))");
    assert.equal(final?.text.length, 8_000_000);
    const longer = await repl.run("FINAL('x'.repeat(8_000_001))");
    assert.equal(longer.final, null);
    assert.match(longer.finalRefused ?? "", /8,000,000/);
  });

  it("A14 FINAL_VAR of undefined or null is refused", async () => {
    await repl.run("let nothing; const nil = null");
    assert.match((await repl.run("FINAL_VAR(nothing)")).finalRefused ?? "", /nothing is undefined/);
    assert.match((await repl.run("FINAL_VAR('nil')")).finalRefused ?? "", /nil is null/);
  });

  it("A16 finals that are written down as they are count as literal", async () => {
    const literal = async (code: string): Promise<boolean | undefined> => (await repl.run(code)).final?.literal;
    assert.equal(await literal("FINAL('known')"), true);
    assert.equal(await literal("FINAL({ a: [1, -2], b: `t` })"), true);
    assert.equal(await literal("print(1); if (true) { FINAL('known' + ' before') }"), true);
    assert.equal(await literal("answer = { content: 'x', ready: true }"), true);
    assert.equal(await literal("const v = 1; FINAL(v)"), false);
    assert.equal(await literal("FINAL('a'); FINAL(context)"), false);
    assert.equal(await literal("FINAL_VAR('v')"), false);
  });

  it("A17 an answer that is ready", async () => {
    await repl.run("answer.content = 'built '");
    const { final } = await repl.run("answer.content += 'up'; answer.ready = true");
    assert.deepEqual([final?.text, final?.by], ["built up", "answer"]);
    assert.equal((await repl.run("answer = { content: [1], ready: true }")).final?.json, "[\n  1\n]");
  });

  it("A17 a draft that is not ready is the best partial answer", async () => {
    const { final, answerDraft } = await repl.run("answer = { content: 'so far', ready: false }");
    assert.equal(final, null);
    assert.equal(answerDraft, "so far");
  });

  it("A17 a variable of that name is the model's own", async () => {
    await repl.run("const answer = 'mine'");
    assert.equal((await repl.run("FINAL(answer)")).final?.text, "mine");
    assert.equal((await repl.run("FINAL_VAR('answer')")).final?.text, "mine");
  });

  it("A18 ready with empty content is refused", async () => {
    const { final, finalRefused } = await repl.run("answer = { content: '', ready: true }");
    assert.equal(final, null);
    assert.match(finalRefused ?? "", /answer\.content/);
  });

  it("A19 a final stands though the cell throws later", async () => {
    const { final, error } = await repl.run("FINAL('stands'); throw new Error('after')");
    assert.equal(final?.text, "stands");
    assert.equal(error?.message, "after");
  });

  it("A19 a final stands though the cell is interrupted later", async () => {
    const quick = await TestRepl.open([], { limitMs: 200 });
    try {
      assert.equal((await quick.run("FINAL('first'); for (;;);")).final?.text, "first");
    } finally {
      await quick.dispose();
    }
  });

  it("A20 of two finals the last wins, with a warning", async () => {
    const { final, notes } = await repl.run("FINAL('one'); FINAL('two')");
    assert.equal(final?.text, "two");
    assert.match(notes.join(), /called 2 times/);
  });

  it("A21 finals after awaits, in try and in callbacks are seen", async () => {
    const codes = [
      "await sleep(1); FINAL('seen')",
      "try { await llm_query('x'); FINAL('seen') } catch {}",
      "await Promise.all([1].map(async () => { await sleep(1); FINAL('seen') }))",
      "await new Promise((done) => setTimeout(() => { FINAL('seen'); done() }, 1))",
      "(async () => { await llm_query('x'); FINAL('seen') })(); 0",
      "llm_query('x').then(() => FINAL('seen')); 0",
    ];
    for (const code of codes) assert.equal((await repl.run(code)).final?.text, "seen", code);
  });

  it("A21 a reply that is still under way is waited for", async () => {
    assert.equal((await repl.run("const give = () => FINAL(llm_query('deep')); give(); 0")).final?.text, "R(deep)");
  });

  it("A22 reads of the context are known", async () => {
    const touched = async (code: string): Promise<boolean> => (await repl.run(code)).touchedContext;
    assert.equal(await touched("FINAL('context')"), false);
    assert.equal(await touched("const o22 = { context: 1 }; o22.context"), false);
    assert.equal(await touched("context.length"), true);
    assert.equal(await touched("files.length"), true);
    assert.equal(await touched("grep('t')"), true);
    assert.equal(await touched("chunk('abc', 2)"), true);
    assert.equal(await touched("globalThis['con' + 'text']"), true);
  });

  it("A24 the final of an earlier cell does not leak", async () => {
    await repl.run("FINAL('old'); answer = { content: 'old', ready: true }");
    const { final } = await repl.run("1");
    assert.equal(final, null);
  });
});

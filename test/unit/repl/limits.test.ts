import { strict as assert } from "node:assert";
import { TestRepl, withRepl } from "../../support/repl";

/** A soft end comes this many ms after the limit at the latest; more than in the specification, for busy machines. */
const SOON = 400;

describe("limits of a cell", () => {
  let repl: TestRepl;

  before(async () => {
    repl = await TestRepl.open([], { limitMs: 300 });
  });

  after(() => repl.dispose());

  const loops: readonly (readonly [title: string, code: string])[] = [
    ["a busy loop", "for (;;);"],
    ["a busy loop after an await", "await sleep(1); while (true) {}"],
    ["a loop of awaits", "for (;;) await 0"],
    ["a flood of promises", "(function again() { Promise.resolve().then(again) })(); 1"],
    ["a catastrophic regular expression over 10 MB", "/^(a+)+$/.test('a'.repeat(10_000_000) + 'b')"],
    ["a timer that runs on", "await new Promise(() => setInterval(() => {}, 1))"],
  ];

  for (const [title, code] of loops) {
    it(`X3 ${title} ends at the limit, with state kept`, async () => {
      await repl.run("kept3 = 'here'");
      const { error, restart, ms } = await repl.run(code);
      assert.equal(error?.name, "TimeoutError");
      assert.equal(restart, null);
      assert.ok(ms >= 295 && ms < 300 + SOON, `it took ${String(ms)} ms`);
      assert.equal(await repl.value("kept3"), "here");
    });
  }

  it("L9 cancelling ends a cell within a second, with state kept", async () => {
    await withRepl(TestRepl.open(), async (patient) => {
      await patient.run("kept9 = 1");
      for (const code of [
        "for (;;);",
        "await new Promise(() => {})",
        "await llm_query_batch(['a', 'b']); for (;;) await sleep(1)",
      ]) {
        const abort = new AbortController();
        setTimeout(() => abort.abort(), 50);
        const { error, restart, ms } = await patient.run(code, abort.signal);
        assert.equal(error?.name, "CancelledError");
        assert.equal(restart, null);
        assert.ok(ms < 1000);
      }
      assert.equal(await patient.value("kept9"), "1");
    });
  });

  it("L9 a cell that is cancelled before its start does not run", async () => {
    const abort = new AbortController();
    abort.abort();
    assert.equal((await repl.run("never9 = 1", abort.signal)).error?.name, "CancelledError");
    assert.equal(await repl.value("typeof never9"), "undefined");
  });

  it("L9 native code that ignores a cancel is killed within a second", async () => {
    await withRepl(TestRepl.open(), async (patient) => {
      await patient.run("const data9 = [1, 2]");
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 50);
      const { error, restart, ms } = await patient.run("Array(2 ** 32 - 1).reverse()", abort.signal);
      assert.equal(error?.name, "CancelledError");
      assert.deepEqual(restart?.kept, ["data9"]);
      assert.ok(ms < 1000);
      assert.equal(await patient.value("data9"), "[ 1, 2 ]");
    });
  });

  it("X5 floods of queries, a giant prompt and a giant print are bounded", async () => {
    await withRepl(TestRepl.open(), async (patient) => {
      const flood =
        "let refused5; for (let i = 0; i < 200_000; i++) llm_query('q').catch((e) => { refused5 = e.message }); 0";
      assert.equal((await patient.run(flood)).restart, null);
      assert.equal(patient.calls.length, 20_000);
      assert.match((await patient.value("refused5")) ?? "", /20,000 queries wait/);
      assert.match(
        (await patient.run("await llm_query('x'.repeat(300_000_000))")).error?.message ?? "",
        /300,000,000 characters.*16,000,000/,
      );
      const { outputChars, output } = await patient.run("for (let i = 0; i < 1000; i++) print('z'.repeat(1_000_000))");
      assert.equal(outputChars, 1_000_001_000);
      assert.equal(output.length, 16_000_000);
    });
  }).timeout(60_000);

  it("X6 neither environment nor paths get to a cell", async () => {
    const { output } = await repl.run(
      "print(typeof process, typeof require, typeof Buffer, typeof fetch, Object.getOwnPropertyNames(globalThis).join())",
    );
    assert.match(output, /^undefined undefined undefined undefined /);
    assert.doesNotMatch(output, /env|argv|kernel/);
  });

  it("X1 says which layers are at work", () => {
    assert.ok(repl.isolation.includes("process"));
    assert.ok(repl.isolation.includes("permission-model"));
  });
});

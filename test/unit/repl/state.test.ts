import { strict as assert } from "node:assert";
import { TestRepl } from "../../support/repl";

describe("state between cells", () => {
  let repl: TestRepl;

  before(async () => {
    repl = await TestRepl.overText("some context", { limitMs: 5000 });
  });

  after(() => repl.dispose());

  it("S1 state survives a throw", async () => {
    const { error } = await repl.run("x = 41; throw new Error('stop')");
    assert.equal(error?.message, "stop");
    assert.equal(await repl.value("x"), "41");
  });

  it("S1 state survives a throw after an await", async () => {
    await repl.run("let y = 1; await sleep(1); y = 2; null.foo");
    assert.equal(await repl.value("y"), "2");
  });

  it("S2 a paid sub-query survives a throw", async () => {
    await repl.run("r = await llm_query('paid'); throw new Error('later')");
    assert.equal(await repl.value("r"), "R(paid)");
    assert.equal(repl.calls.filter((call) => call.prompts[0]?.prompt === "paid").length, 1);
  });

  it("S3 functions see the globals of later cells", async () => {
    await repl.run("let a = 1; function getA() { return a } const getB = () => b");
    await repl.run("a = 2; b = 3");
    assert.equal(await repl.value("getA() + getB()"), "5");
  });

  it("S3 a function that is defined anew is the one that older ones call", async () => {
    await repl.run("function inner() { return 1 } function outer() { return inner() }");
    await repl.run("function inner() { return 2 }");
    assert.equal(await repl.value("outer()"), "2");
  });

  it("S4 every form of declaration persists and may be repeated", async () => {
    const code = `
      const c = 1; let l = 2; var v = 3;
      const { p, q: [r1 = 9] } = { p: 4, q: [] }, [s, ...t] = [5, 6, 7];
      function f() { return 8 }
      async function af() { return 9 }
      function* g() { yield 10 }
      class K { static z = 11; m() { return 12 } }
      if (true) { var inner = 13 }
      for (var i = 0; i < 3; i++) {}`;
    await repl.run(code);
    const all = "[c, l, v, p, r1, s, t.length, f(), await af(), [...g()][0], K.z, new K().m(), inner, i].join()";
    assert.equal(await repl.value(all), "1,2,3,4,9,5,2,8,9,10,11,12,13,3");
    assert.equal((await repl.run(code)).error, null);
    assert.equal(await repl.value("new K() instanceof K && K.name + f.name + g.name"), "Kfg");
  });

  it("S4 functions are there before their declaration", async () => {
    assert.equal(await repl.value("const early = later(); function later() { return 'hoisted' } early"), "hoisted");
  });

  it("S5 strings, templates and comments are left alone", async () => {
    const code = "const text = 'const x5 = 5; import y'; /* let z5 = 1 */ `${text} await llm_query('no') // var w5`";
    assert.equal(await repl.value(code), "const x5 = 5; import y await llm_query('no') // var w5");
    assert.equal(await repl.value("typeof x5 + typeof z5 + typeof w5"), "undefinedundefinedundefined");
  });

  it("S6 constants in parallel callbacks keep their own values", async () => {
    const code = "await Promise.all([1, 2, 3].map(async (i) => { const v = i; await sleep(5 - i); return v }))";
    assert.equal(await repl.value(code), "[ 1, 2, 3 ]");
  });

  it("S7 variables of loops and blocks do not leak", async () => {
    await repl.run(
      "for (let loop1 = 0; loop1 < 2; loop1++) { const loop2 = 1 } { let block1 = 1 } for (const of1 of [1]) {}",
    );
    assert.equal(
      await repl.value("[typeof loop1, typeof loop2, typeof block1, typeof of1].join()"),
      "undefined,undefined,undefined,undefined",
    );
  });

  it("S8 a last expression with a side effect runs once", async () => {
    await repl.run("let times = 0");
    assert.equal(await repl.value("++times"), "1");
    assert.equal(await repl.value("times"), "1");
  });

  it("S9 reserved names and built-ins are restored before the next cell", async () => {
    const { notes } = await repl.run(
      "context = 'evil'; llm_query = async () => 'fake'; function FINAL() {} JSON.stringify = () => 'x'; Array.prototype.map = null; delete Array.prototype.filter; Object.prototype.then = (f) => f(1); globalThis.print = 1",
    );
    assert.match(notes.join(), /context, llm_query, FINAL/);
    const { value, final } = await repl.run(
      "FINAL(context + await llm_query('q') + JSON.stringify([1].map((x) => x).filter(Boolean)))",
    );
    assert.equal(value, null);
    assert.equal(final?.text, "some contextR(q)[1]");
  });

  it("S9 what can't be changed back does not touch the reserved names", async () => {
    await repl.run(
      "try { Object.defineProperty(globalThis, 'llm_query', { value: 1 }) } catch {} try { Object.freeze(globalThis) } catch {}",
    );
    assert.equal(await repl.value("await llm_query('still')"), "R(still)");
  });
});

describe("state and what is left running", () => {
  let repl: TestRepl;

  before(async () => {
    repl = await TestRepl.open([], { limitMs: 1000, history: [{ question: "one?", answer: "1" }] });
  });

  after(() => repl.dispose());

  it("S10 an unhandled rejection is reported and harms nothing", async () => {
    const { error, notes, value } = await repl.run("Promise.reject(new Error('lost')); 1");
    assert.equal(error, null);
    assert.equal(value, "1");
    assert.match(notes.join(), /lost/);
    assert.deepEqual((await repl.run("2")).notes, []);
  });

  it("S10 a later rejection is reported on the cell that is running then", async () => {
    await repl.run("gate = {}; gate.promise = new Promise((resolve, reject) => { gate.reject = reject }); 0");
    const { notes, error } = await repl.run("gate.reject(new Error('late one')); 0");
    assert.equal(error, null);
    assert.match(notes.join(), /late one/);
  });

  it("S10 a rejection that is handled a little later is no mistake", async () => {
    const { notes, value } = await repl.run(
      "const p = Promise.reject(new Error('x')); await sleep(5); try { await p } catch (e) { e.message }",
    );
    assert.deepEqual(notes, []);
    assert.equal(value, null);
  });

  it("S11 process.exit is an error that says what there is", async () => {
    const { error } = await repl.run("process.exit()");
    assert.match(error?.message ?? "", /process is not defined.*no modules|without modules/s);
    assert.equal(await repl.value("1"), "1");
  });

  it("S11 a timer that still runs is stopped, with a note", async () => {
    const { notes } = await repl.run(
      "let fired = 0; setTimeout(() => { fired++ }, 5); setInterval(() => { fired++ }, 5); 0",
    );
    assert.match(notes.join(), /2 timers still running/);
    assert.equal(await repl.value("await sleep(30); fired"), "0");
  });

  it("S11 a promise that never resolves ends at the limit, with state kept", async () => {
    const { error, restart } = await repl.run("kept = 5; await new Promise(() => {})");
    assert.equal(error?.name, "TimeoutError");
    assert.equal(restart, null);
    assert.equal(await repl.value("kept"), "5");
  });

  it("S12 two REPLs share nothing", async () => {
    const other = await TestRepl.open();
    try {
      await Promise.all([repl.run("mine = 1"), other.run("mine = 2")]);
      assert.deepEqual(await Promise.all([repl.value("mine"), other.value("mine")]), ["1", "2"]);
      assert.equal(await other.value("history.length"), "0");
    } finally {
      await other.dispose();
    }
  });

  it("S13 history holds the earlier questions and answers", async () => {
    assert.equal(await repl.value("history[0].question + history[0].answer"), "one?1");
  });
});

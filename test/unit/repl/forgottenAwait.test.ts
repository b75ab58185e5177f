import { strict as assert } from "node:assert";
import type { SubCall, SubReply } from "../../../src/core/repl";
import { echo, TestRepl } from "../../support/repl";

/** Counts how many prompts wait for replies at once. */
class Gauge {
  most = 0;
  private running = 0;

  readonly answer = async (call: SubCall): Promise<readonly SubReply[]> => {
    this.running += call.prompts.length;
    this.most = Math.max(this.most, this.running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.running -= call.prompts.length;
    return echo(call);
  };
}

const FIX = /await/;

describe("a forgotten await", () => {
  const gauge = new Gauge();
  let repl: TestRepl;

  before(async () => {
    repl = await TestRepl.open([], { answer: gauge.answer });
    await repl.run("const chunks = ['a', 'b', 'c']");
  });

  after(() => repl.dispose());

  beforeEach(() => {
    gauge.most = 0;
  });

  const works: readonly (readonly [title: string, code: string, shown: string, parallel: number])[] = [
    ["stored", "const r = llm_query('p')\nr.toUpperCase()", "R(P)", 1],
    ["stored twice", "const r1 = llm_query('p'); const r2 = llm_query('q')\nr1 + r2", "R(p)R(q)", 2],
    ["map", "const rs = chunks.map((c) => llm_query(c))\nrs.join()", "R(a),R(b),R(c)", 3],
    ["map of the function itself", "const rs = chunks.map(llm_query)\nrs.join()", "R(a),R(b),R(c)", 3],
    [
      "map with a body",
      "const rs = chunks.map(function (c) { const p = c + '!'; return llm_query(p) })\nrs.join()",
      "R(a!),R(b!),R(c!)",
      3,
    ],
    ["async map", "const rs = chunks.map(async (c) => (await llm_query(c)).length)\nrs", "[ 4, 4, 4 ]", 3],
    ["last expression", "chunks.map((c) => llm_query(c))", '[ "R(a)", "R(b)", "R(c)" ]', 3],
    ["Promise.all", "const rs = Promise.all(chunks.map((c) => llm_query(c)))\nrs.length + rs[2]", "3R(c)", 3],
    ["batch", "const rs = llm_query_batch(chunks)\nrs[1]", "R(b)", 3],
    ["used at once", "llm_query('x').length", "4", 1],
    ["text", "'got ' + llm_query('x')", "got R(x)", 1],
    ["template", "`got ${llm_query('x')}`", "got R(x)", 1],
    [
      "in a loop",
      "const out = []\nfor (const c of chunks) { out.push(llm_query(c)) }\nout.join()",
      "R(a),R(b),R(c)",
      3,
    ],
    [
      "in a loop, used there",
      "let all = ''\nfor (const c of chunks) { const r = llm_query(c); all += r.slice(2, 3) }\nall",
      "abc",
      1,
    ],
    ["in a loop, by key", "const by = {}\nfor (const c of chunks) by[c] = llm_query(c)\nby.a + by.c", "R(a)R(c)", 3],
    [
      "in a loop, in objects",
      "const list = []\nfor (const c of chunks) list.push({ c, r: llm_query(c) })\nlist[1].r",
      "R(b)",
      3,
    ],
    [
      "in a block",
      "if (chunks.length > 2) { answer1 = llm_query('deep') } else { answer1 = '' }\nanswer1.length",
      "7",
      1,
    ],
    ["in try", "try { r3 = llm_query('t') } catch (e) { r3 = 'no' }\nr3 + '!'", "R(t)!", 1],
    ["forEach", "const got = []\nchunks.forEach((c) => { got.push(llm_query(c)) })\ngot.join()", "R(a),R(b),R(c)", 3],
    [
      "async forEach",
      "const sizes = []\nchunks.forEach(async (c) => { sizes.push((await llm_query(c)).length) })\nsizes.join()",
      "4,4,4",
      3,
    ],
    ["then", "const n = llm_query('x').then((r) => r.length)\nn + 1", "5", 1],
    [
      "function of the cell",
      "async function ask(c) { return (await llm_query(c)) + '.' }\nconst rs2 = chunks.map(ask)\nrs2.join()",
      "R(a).,R(b).,R(c).",
      3,
    ],
    ["argument of another query", "await llm_query('on ' + llm_query('x'))", "R(on R(x))", 1],
    ["destructuring", "const [d1, d2] = [llm_query('x'), llm_query('y')]\nd1 + d2", "R(x)R(y)", 2],
    ["conditional", "const one = chunks.length ? llm_query('yes') : llm_query('no')\none", "R(yes)", 1],
    ["nothing in the loop", "let none\nfor (const c of []) none = llm_query(c)\ntypeof none", "undefined", 0],
  ];

  for (const [title, code, shown, parallel] of works) {
    it(`S15 works as if awaited: ${title}`, async () => {
      assert.equal(await repl.value(code), shown);
      assert.equal(gauge.most, parallel);
    });
  }

  it("S15 print shows replies", async () => {
    const { output } = await repl.run(
      "print(llm_query('p'))\nprint('got ' + llm_query('q'))\nprint(chunks.map((c) => llm_query(c)))",
    );
    assert.equal(output, 'R(p)\ngot R(q)\n[ "R(a)", "R(b)", "R(c)" ]\n');
  });

  it("S15 the variable holds the reply in the next cell", async () => {
    await repl.run("const stays = llm_query('s')\nconst many = chunks.map((c) => llm_query(c))");
    assert.equal(await repl.value("stays + many[0]"), "R(s)R(a)");
  });

  it("S15 a failing query fails the cell, at its line", async () => {
    const { error } = await repl.run("const ok = 1\nconst bad = llm_query('FAIL')\nprint(bad)");
    assert.equal(error?.message, "[error: no luck]");
    assert.equal(error.line, 2);
  });

  it("S15 code that waits by itself is left alone", async () => {
    const code =
      "const p1 = llm_query('x'); const p2 = llm_query('y'); const both = await Promise.all([p1, p2]); p1 instanceof Promise && both.join()";
    assert.equal(await repl.value(code), "R(x),R(y)");
    assert.equal(gauge.most, 2);
  });

  const fails: readonly (readonly [title: string, code: string])[] = [
    ["text in a callback", "chunks.map((x) => '' + llm_query(x))"],
    ["template in a callback", "chunks.map((x) => `${llm_query(x)}`)"],
    ["join", "chunks.map((x) => llm_query(x)).join('\\n')"],
    ["a method of texts", "chunks.filter((x) => llm_query(x).includes('yes'))"],
    ["JSON", "const f = () => JSON.stringify({ r: llm_query('x') }); f()"],
    ["print in a callback", "chunks.forEach((x) => print(llm_query(x)))"],
    ["prompt in a callback", "chunks.map((x) => llm_query('on ' + llm_query(x)))"],
  ];

  for (const [title, code] of fails) {
    it(`S16 an error names the fix: ${title}`, async () => {
      const { error } = await repl.run(code);
      assert.match(error?.message ?? "", FIX);
      assert.match(error?.message ?? "", /llm_query/);
    });
  }

  it("S17 Promise.all is as parallel as a batch", async () => {
    const alone = new Gauge();
    const other = await TestRepl.open([], { answer: alone.answer });
    try {
      const code = "(await Promise.all(Array.from({ length: 50 }, (_, i) => llm_query('p' + i)))).length";
      assert.equal(await other.value(code), "50");
      assert.equal(alone.most, 50);
    } finally {
      await other.dispose();
    }
  });
});

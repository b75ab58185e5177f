import { strict as assert } from "node:assert";
import { TestRepl, withRepl } from "../../support/repl";

const KILLS = "Array(2 ** 32 - 1).indexOf(1)";

describe("a worker that was killed", () => {
  it("S14 plain data comes back as of the last finished cell, and the rest is named", async () => {
    await withRepl(TestRepl.overText("the text", { limitMs: 300 }), async (repl) => {
      await repl.run(`
        const text = 'é"\\n', n = 1.5, nothing = undefined, nil = null, big = 2n ** 70n, nan = NaN, minus = -0;
        const list = [1, [2, { a: 'b' }]], map = new Map([[1, { c: new Date(0) }]]), set = new Set(['s']), re = /x/g;
        const tagged = { '~': 'date', v: 1 }, bare = Object.assign(Object.create(null), { k: 1 });
        class K {}; const k = new K(), f = () => 1; function g() {} const loop = []; loop.push(loop);`);
      await repl.run("list.push('later'); n2 = n * 2");
      const { error, restart, ms } = await repl.run(`unfinished = 1; list.push('never'); ${KILLS}`);
      assert.equal(error?.name, "TimeoutError");
      assert.equal(restart?.reason, "time");
      assert.ok(ms < 300 + 2500 + 1000);
      const kept = [
        "text",
        "n",
        "nothing",
        "nil",
        "big",
        "nan",
        "minus",
        "list",
        "map",
        "set",
        "re",
        "tagged",
        "bare",
        "n2",
      ];
      assert.deepEqual([...restart.kept].sort(), [...kept].sort());
      assert.deepEqual([...restart.lost].sort(), ["K", "f", "g", "k", "loop"]);
      const { value, restart: again } = await repl.run(
        "[text, n, nothing, nil, big, nan, minus, list, map, set, re, tagged, bare, n2, typeof unfinished, typeof k, context]",
      );
      assert.equal(again, null);
      assert.equal(
        value?.replace(/\s+/g, " "),
        '[ "é\\"\\n", 1.5, undefined, null, 1180591620717411303424n, NaN, -0, [ 1, [ 2, { a: "b" } ], "later" ], Map(1) { 1 => { c: 1970-01-01T00:00:00.000Z } }, Set(1) { "s" }, /x/g, { "~": "date", v: 1 }, { k: 1 }, 3, "undefined", "undefined", "the text" ]',
      );
    });
  });

  it("S14 variables survive a second restart too", async () => {
    await withRepl(TestRepl.open([], { limitMs: 300 }), async (repl) => {
      await repl.run("const first = { a: 1 }");
      await repl.run(KILLS);
      await repl.run("const second = first.a + 1");
      const { restart } = await repl.run(KILLS);
      assert.deepEqual([...(restart?.kept ?? [])].sort(), ["first", "second"]);
      assert.equal(await repl.value("first.a + second"), "3");
    });
  });

  it("S14 an answer that is being built comes back", async () => {
    await withRepl(TestRepl.open([], { limitMs: 300 }), async (repl) => {
      await repl.run("answer.content = 'first part'");
      const { restart } = await repl.run(KILLS);
      assert.deepEqual(restart?.kept, ["answer"]);
      assert.equal(
        (await repl.run("answer.content += ', second'; answer.ready = true")).final?.text,
        "first part, second",
      );
    });
  });

  it("S14 what a cell changed deep inside data is restored", async () => {
    await withRepl(TestRepl.open([], { limitMs: 300 }), async (repl) => {
      await repl.run("const deep = { list: [{ n: 1 }], when: new Map([['a', 1]]) }");
      await repl.run("deep.list[0].n = 2; deep.when.set('a', 2)");
      await repl.run(KILLS);
      assert.equal(await repl.value("deep.list[0].n + deep.when.get('a')"), "4");
    });
  });

  const bombs: readonly (readonly [title: string, code: string])[] = [
    ["on the heap", "const bomb = []; for (;;) bomb.push(new Array(1000).fill(1.5))"],
    ["outside the heap", "const bomb = []; for (;;) { const b = new Uint8Array(64e6); b.fill(7); bomb.push(b) }"],
  ];

  for (const [title, code] of bombs) {
    it(`X4 a memory bomb ${title}: the worker dies, the REPL goes on and says so`, async () => {
      await withRepl(TestRepl.open(), async (repl) => {
        await repl.run("const safe = 'kept'");
        const { error, restart } = await repl.run(code);
        assert.equal(error?.name, "MemoryError");
        assert.equal(restart?.reason, "memory");
        assert.deepEqual(restart.kept, ["safe"]);
        assert.equal(await repl.value("safe"), "kept");
      });
    }).timeout(30_000);
  }

  it("a cell's large data does not slow the next ones", async () => {
    await withRepl(TestRepl.open(), async (repl) => {
      await repl.run("const rows = Array.from({ length: 2_000_000 }, (_, i) => i)");
      await repl.run("1");
      const { ms } = await repl.run("1");
      assert.ok(ms < 1000);
    });
  });
});

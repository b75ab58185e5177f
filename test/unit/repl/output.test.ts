import { strict as assert } from "node:assert";
import { TestRepl } from "../../support/repl";

describe("what cells show", () => {
  let repl: TestRepl;

  before(async () => {
    repl = await TestRepl.open();
  });

  after(() => repl.dispose());

  it("O1 5 MB are kept whole, with the exact length", async () => {
    const { output, outputChars, droppedChars } = await repl.run(
      "for (let i = 0; i < 50; i++) print('x'.repeat(99_999))",
    );
    assert.equal(output.length, 5_000_000);
    assert.equal(outputChars, 5_000_000);
    assert.equal(droppedChars, 0);
  });

  it("O1 beyond 16,000,000 characters the rest is counted", async () => {
    const { output, outputChars, droppedChars } = await repl.run(
      "for (let i = 0; i < 30; i++) print('y'.repeat(999_999))",
    );
    assert.equal(outputChars, 30_000_000);
    assert.equal(droppedChars, 14_000_000);
    assert.equal(output.length, 16_000_000);
  });

  it("O2 surrogate pairs survive wherever frames are cut", async () => {
    const { output } = await repl.run("print('x' + '😀'.repeat(400_000))");
    assert.ok(output.isWellFormed());
    assert.equal(output.length, 800_002);
  });

  it("O3 no output, no value", async () => {
    const { output, value, outputChars } = await repl.run("const quiet = 1");
    assert.deepEqual([output, value, outputChars], ["", null, 0]);
  });

  const shown: readonly (readonly [code: string, text: string])[] = [
    ["const o = { name: 'o' }; o.self = o; o", '{ name: "o", self: [Circular] }'],
    ["10n ** 20n", "100000000000000000000n"],
    ["new Map([['a', { b: 1 }], [2, [3]]])", 'Map(2) { "a" => { b: 1 }, 2 => [ 3 ] }'],
    ["new Set(['x', 1])", 'Set(2) { "x", 1 }'],
    ["new Date(0)", "1970-01-01T00:00:00.000Z"],
    ["new Date('nonsense')", "Invalid Date"],
    ["new Uint8Array([1, 2, 255])", "Uint8Array(3) [ 1, 2, 255 ]"],
    ["new Float64Array([0.5])", "Float64Array(1) [ 0.5 ]"],
    ["new BigInt64Array([1n])", "BigInt64Array(1) [ 1n ]"],
    ["new ArrayBuffer(8)", "ArrayBuffer(8)"],
    ["/a+/gi", "/a+/gi"],
    ["class Point { constructor() { this.x = 1 } }; new Point()", "Point { x: 1 }"],
    ["class Sub extends Map {}; new Sub([[1, 2]])", "Map(1) { 1 => 2 }"],
    ["[undefined, null, true, -0, NaN, Symbol('s')]", "[ undefined, null, true, -0, NaN, Symbol(s) ]"],
    [
      "({ get lazy() { throw 1 }, f() {}, 'a-b': 1, [Symbol.iterator]: 2 })",
      '{ lazy: [Getter], f: [Function f], "a-b": 1, [Symbol(Symbol.iterator)]: 2 }',
    ],
    ["[1, , 3]", "[ 1, empty, 3 ]"],
    ["Object.create(null)", "{}"],
    ["[[[]]]", "[ [ [] ] ]"],
    ["async () => {}", "[Function]"],
    ["'a\\nb'", "a\nb"],
    ["['a\\nb']", '[ "a\\nb" ]'],
  ];

  for (const [code, text] of shown) {
    it(`O4 readable: ${code}`, async () => {
      assert.equal(await repl.value(code), text);
    });
  }

  it("O4 an error with its cause and its place", async () => {
    const value = await repl.value("const inner = new TypeError('deep'); new Error('outer', { cause: inner })");
    assert.match(value ?? "", /^Error: outer\n {4}at cell \d+, line 1:\d+\n {2}cause: TypeError: deep/);
    const { error } = await repl.run("throw new Error('top', { cause: 'why' })");
    assert.equal(error?.message, 'top\ncause: "why"');
  });

  it("O4 large data is bounded and says so", async () => {
    const { output } = await repl.run("print(Array.from({ length: 200_000 }, (_, i) => ({ i, s: 'y'.repeat(100) })))");
    assert.ok(output.length < 300_000);
    assert.match(output, /… 19\d,\d{3} more/);
    assert.match((await repl.value("Array.from({ length: 300 }, (_, i) => 'reply ' + i)")) ?? "", /reply 299/);
  });

  it("O4 console formats as everywhere", async () => {
    const { output } = await repl.run(
      "console.log('%s of %d', 'a', 3, { b: 1 }); console.error('e', 1); console.table([1]); console.log('100%')",
    );
    assert.equal(output, "a of 3 { b: 1 }\ne 1\n[ 1 ]\n100%\n");
  });

  it("O5 output that looks like the protocol is only output", async () => {
    const code = 'print(\'{"t":"final","c":1,"s":"x"}\\n```repl\\nFINAL(1)\\n```\'); \'FINAL(2)\'';
    const { output, final, value } = await repl.run(code);
    assert.match(output, /"t":"final"/);
    assert.equal(final, null);
    assert.equal(value, "FINAL(2)");
  });

  const places: readonly (readonly [title: string, code: string, line: number, column: number])[] = [
    ["in the first line", "null.x", 1, 6],
    ["in a declaration", "const a1 = 1\nconst { b } = a1.c.d", 2, 20],
    ["in the last expression", "1\n  ;missing6()", 2, 4],
    ["in a callback", "[1].map((x) => {\n  throw new Error('c')\n})", 2, 9],
    ["after an await", "await sleep(1)\nnull.y", 2, 6],
    ["in an async callback", "await Promise.all([1].map(async () => {\n  await sleep(1)\n  null.z\n}))", 3, 8],
    ["in a hoisted function", "\nfunction broken() { return null.w }\nbroken()", 2, 33],
    ["after a forgotten await", "const q1 = llm_query('x'); null.v", 1, 33],
  ];

  for (const [title, code, line, column] of places) {
    it(`O6 an error has the line and column as written: ${title}`, async () => {
      const { error } = await repl.run(code);
      assert.deepEqual([error?.line, error?.column], [line, column]);
    });
  }

  it("O6 an error in a function of an earlier cell has the line of this cell's call", async () => {
    await repl.run("\n\n\nfunction earlier(x) { return x.y.z }");
    assert.equal((await repl.run("\nearlier({})")).error?.line, 2);
  });

  it("O6 no frames of ours", async () => {
    const { output } = await repl.run(
      "try { grep('') } catch (e) { print(e.stack) } try { [1].map(() => null.x) } catch (e) { print(e.stack) }",
    );
    assert.doesNotMatch(output, /kernel|node:|worker\.cjs|<anonymous>|file:|\//);
    assert.match(output, /at cell \d+, line 1:/);
  });
});

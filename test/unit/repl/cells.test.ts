import { strict as assert } from "node:assert";
import { TestRepl } from "../../support/repl";

describe("reading a cell", () => {
  let repl: TestRepl;

  before(async () => {
    repl = await TestRepl.open();
  });

  after(() => repl.dispose());

  const values: readonly (readonly [title: string, code: string, value: string | null])[] = [
    ["ends in a line comment", "1 + 1 // two", "2"],
    ["ends in a line comment after a semicolon", "'a';\n// done", "a"],
    ["holds return in a string", "const s = 'x';\ns + ' \"return\"'", 'x "return"'],
    ["is in parentheses", "(1, 2)", "2"],
    ["is an object", "({ a: 1 })", "{ a: 1 }"],
    ["follows a line without semicolon", "const n = 5\n;[n].length", "1"],
    ["is a directive", "'use strict'", "use strict"],
    ["returns", "return 7", "7"],
    ["is a declaration", "const only = 1", null],
    ["is undefined", "undefined", null],
    ["is a line that begins with a parenthesis", "let q\n(function () {})()\nlet w = 1\n;(w)", "1"],
    ["is strict", "'use strict'\nconst strict1 = 3\nstrict1", "3"],
    ["is empty", "", null],
    ["is a comment", "// nothing", null],
    ["is a regular expression", "/a\\/b/.test('a/b')", "true"],
  ];

  for (const [title, code, value] of values) {
    it(`F14 the last expression's value, where the cell ${title}`, async () => {
      const result = await repl.run(code);
      assert.equal(result.error, null);
      assert.equal(result.value, value);
    });
  }

  it("F16 types are stripped and the lines stay", async () => {
    const code = `interface Item { name: string; size?: number }
type Names = readonly string[];
enum Level { Low = 1, High }
const items: Item[] = [{ name: "a" }];
function names<T extends Item>(list: T[]): Names { return list.map((one) => one.name as string) }
const first = names(items)[0]!;
class Box<T> { constructor(private readonly value: T) {} get(): T { return this.value } }
\`\${first} \${Level.High} \${new Box<number>(3).get()}\``;
    assert.equal(await repl.value(code), "a 2 3");
    const { error } = await repl.run("interface A {\n  b: string\n}\nconst c: A = JSON.parse('null')\nc.b");
    assert.equal(error?.line, 5);
  });

  const refused: readonly (readonly [code: string, names: RegExp])[] = [
    ['import x from "fs"', /import.*"fs"/],
    ['import "fs"', /fs/],
    ["export const x = 1", /export/],
    ['const fs = await import("fs")', /import\(\)/],
    ["import.meta.url", /import\.meta|Cannot use/],
    ['const fs = require("fs")', /require is not defined/],
  ];

  for (const [code, names] of refused) {
    it(`F17 there are no modules: ${code}`, async () => {
      const { error } = await repl.run(code);
      assert.match(error?.message ?? "", names);
      assert.match(error?.message ?? "", /modules|import/);
      assert.equal(error?.line, 1);
    });
  }

  it("F17 the error says what there is instead", async () => {
    assert.match((await repl.run('import x from "fs"')).error?.message ?? "", /context.*grep.*llm_query/);
    assert.match((await repl.run('require("fs")')).error?.message ?? "", /context.*grep.*llm_query/);
  });

  it("a syntax error has its place, and nothing of the cell runs", async () => {
    const { error } = await repl.run("ran = 1\nconst = 2");
    assert.equal(error?.name, "SyntaxError");
    assert.deepEqual([error.line, error.column], [2, 7]);
    assert.equal(await repl.value("typeof ran"), "undefined");
  });
});

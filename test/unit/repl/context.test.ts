import { strict as assert } from "node:assert";
import { TestRepl, withRepl, type GivenPart } from "../../support/repl";

const FILES: readonly GivenPart[] = [
  {
    name: null,
    shape: "files",
    texts: [
      { path: "src/a.ts", text: "let x = 1;\r\nfoo ERROR one\r\n" },
      { path: "src/deep/b.md", text: "# Über\nerror two ERROR\n\nlast ERROR" },
      { path: "empty.txt", text: "" },
      { path: "old.txt", text: "mac\rERROR three\rend" },
      { path: "part.log", text: "ERROR four\nmore\n", firstLine: 41 },
    ],
  },
];

describe("the context in cells", () => {
  it("O10 one text is a string", async () => {
    await withRepl(TestRepl.overText("häl\nlo 😀"), async (repl) => {
      assert.equal(await repl.value("typeof context + context.length + context"), "string9häl\nlo 😀");
      assert.equal(await repl.value("files.length + files[0].path + files[0].text"), "1text.txthäl\nlo 😀");
    });
  });

  it("O10 JSON is parsed", async () => {
    const part: GivenPart = { name: null, shape: "json", texts: [{ path: "d.json", text: '{"a": [1, {"b": null}]}' }] };
    await withRepl(TestRepl.open([part]), async (repl) => {
      assert.equal(await repl.value("context.a[1].b === null && Array.isArray(context.a)"), "true");
    });
  });

  it("O10 a table has rows and columns", async () => {
    const text = 'name,note,name\r\nAnn,"said ""hi"", twice\nand left",1\r\nBob,,2\r\n\r\n';
    const part: GivenPart = { name: null, shape: "table", texts: [{ path: "t.csv", text }] };
    await withRepl(TestRepl.open([part]), async (repl) => {
      assert.equal(await repl.value("context.columns.join()"), "name,note,name_2");
      assert.equal(
        await repl.value("JSON.stringify(context.rows)"),
        JSON.stringify([
          { name: "Ann", note: 'said "hi", twice\nand left', name_2: "1" },
          { name: "Bob", note: "", name_2: "2" },
        ]),
      );
    });
  });

  it("O10 TSV and semicolons are told apart", async () => {
    const parts: GivenPart[] = [
      { name: "tabs", shape: "table", texts: [{ path: "a.tsv", text: "a\tb\n1,5\t2\n" }] },
      { name: "semi", shape: "table", texts: [{ path: "b.csv", text: "a;b\n1,5;2" }] },
    ];
    await withRepl(TestRepl.open(parts), async (repl) => {
      assert.equal(
        await repl.value("context.tabs.rows[0].a + context.semi.rows[0].a + context.semi.rows[0].b"),
        "1,51,52",
      );
    });
  });

  it("O10 records are a list of objects", async () => {
    const part: GivenPart = {
      name: null,
      shape: "records",
      texts: [{ path: "r.jsonl", text: '{"n":1}\n\n{"n":2}\r\n' }],
    };
    await withRepl(TestRepl.open([part]), async (repl) => {
      assert.equal(await repl.value("context.length + ':' + context.map((one) => one.n).join()"), "2:1,2");
    });
  });

  it("O10 named contexts are properties of one object", async () => {
    const parts: GivenPart[] = [
      { name: "notes", shape: "text", texts: [{ path: "n.txt", text: "note" }] },
      {
        name: "code",
        shape: "files",
        texts: [
          { path: "a.ts", text: "a" },
          { path: "b.ts", text: "b" },
        ],
      },
    ];
    await withRepl(TestRepl.open(parts), async (repl) => {
      assert.equal(
        await repl.value("Object.keys(context).join() + context.notes + context.code[1].text + files.length"),
        "notes,codenoteb3",
      );
    });
  });

  it("O10 no context is undefined", async () => {
    await withRepl(TestRepl.open(), async (repl) => {
      assert.equal(await repl.value("[typeof context, files.length, grep('x').length].join()"), "undefined,0,0");
    });
  });
});

describe("files, grep and chunk", () => {
  let repl: TestRepl;

  before(async () => {
    repl = await TestRepl.open(FILES);
  });

  after(() => repl.dispose());

  it("files have path, size, lines, language and their text on demand", async () => {
    assert.equal(
      await repl.value("context.map((f) => [f.path, f.size, f.lines, f.language, f.text.length].join(':')).join(' ')"),
      "src/a.ts:27:3:plaintext:27 src/deep/b.md:34:4:plaintext:34 empty.txt:0:1:plaintext:0 old.txt:19:3:plaintext:19 part.log:16:3:plaintext:16",
    );
    const { value } = await repl.run("context[0]");
    assert.match(value ?? "", /text: \(27 characters\)/);
    assert.equal(await repl.value("const { path, text } = files[1]; path + text.slice(2, 6)"), "src/deep/b.mdÜber");
  });

  it("grep finds lines by the editor's numbers", async () => {
    const value = await repl.value("grep('ERROR').map((hit) => `${hit.path}:${hit.line} ${hit.text}`).join('\\n')");
    assert.equal(
      value,
      "src/a.ts:2 foo ERROR one\nsrc/deep/b.md:2 error two ERROR\nsrc/deep/b.md:4 last ERROR\nold.txt:2 ERROR three\npart.log:41 ERROR four",
    );
  });

  it("grep takes texts literally and regular expressions line by line", async () => {
    const lines = (args: string): Promise<string | null> =>
      repl.value(`grep(${args}).map((hit) => hit.path + hit.line).join()`);
    assert.equal(await lines("'x = 1;'"), "src/a.ts1");
    assert.equal(await lines("'.'"), "");
    assert.equal(await lines("/^error|^last/"), "src/deep/b.md2,src/deep/b.md4");
    assert.equal(await lines("/one$/"), "src/a.ts2");
    assert.equal(await lines("/ERROR\\s+last/"), "");
    assert.equal(await lines("/two[^]*last/"), "");
    assert.equal(await lines("'error t', { ignoreCase: true }"), "src/deep/b.md2,old.txt2");
    assert.equal(await lines("/ÜBER/iu"), "src/deep/b.md1");
    assert.equal(await lines("/^$/"), "src/deep/b.md3");
    assert.equal(
      await lines("/\\s/"),
      "src/a.ts1,src/a.ts2,src/deep/b.md1,src/deep/b.md2,src/deep/b.md4,old.txt2,part.log41",
    );
  });

  it("grep is bounded, and says how many there are", async () => {
    assert.equal(
      await repl.value("const hits = grep('ERROR', { max: 2 }); hits.length + ' of ' + hits.total"),
      "2 of 5",
    );
    assert.match((await repl.value("hits")) ?? "", /\(2 of 5 matches\)$/);
  });

  it("grep takes paths as a part, a glob or a regular expression", async () => {
    const paths = (path: string): Promise<string | null> =>
      repl.value(`[...new Set(grep('ERROR', { path: ${path} }).map((hit) => hit.path))].join()`);
    assert.equal(await paths("'src/'"), "src/a.ts,src/deep/b.md");
    assert.equal(await paths("'*.md'"), "src/deep/b.md");
    assert.equal(await paths("'src/*.ts'"), "src/a.ts");
    assert.equal(await paths("'src/**'"), "src/a.ts,src/deep/b.md");
    assert.equal(await paths("'**/b.md'"), "src/deep/b.md");
    assert.equal(await paths("/\\.(log|txt)$/"), "old.txt,part.log");
  });

  it("grep gives lines around a match", async () => {
    assert.equal(
      await repl.value("JSON.stringify(grep('two', { context: 2 }))"),
      JSON.stringify([
        { path: "src/deep/b.md", line: 2, text: "error two ERROR", before: ["# Über"], after: ["", "last ERROR"] },
      ]),
    );
    assert.equal(await repl.value("JSON.stringify(grep('foo', { context: 1 })[0].before)"), '["let x = 1;"]');
    assert.equal(
      await repl.value("JSON.stringify(grep('three', { context: 5 }))"),
      JSON.stringify([{ path: "old.txt", line: 2, text: "ERROR three", before: ["mac"], after: ["end"] }]),
    );
  });

  it("grep says what is wrong with its arguments", async () => {
    for (const args of ["", "''", "42", "'x', 'y'", "'x', { max: -1 }", "'x', { path: 5 }"]) {
      const { error } = await repl.run(`grep(${args})`);
      assert.match(error?.message ?? "", /grep/);
    }
  });

  it("chunk cuts at line ends, loses nothing and splits no pair", async () => {
    assert.equal(await repl.value("JSON.stringify(chunk('aaaa\\nbbbb\\ncccc', 10))"), '["aaaa\\nbbbb\\n","cccc"]');
    assert.equal(
      await repl.value(
        "chunk('ab'.repeat(5000) + '\\n' + 'x'.repeat(3), 999).join('') === 'ab'.repeat(5000) + '\\n' + 'x'.repeat(3)",
      ),
      "true",
    );
    assert.equal(
      await repl.value("chunk('😀'.repeat(50), 7).every((piece) => piece.isWellFormed() && piece.length <= 7)"),
      "true",
    );
    assert.equal(await repl.value("JSON.stringify(chunk('abcdefghij', 4, 2))"), '["abcd","cdef","efgh","ghij"]');
    assert.equal(await repl.value("JSON.stringify(chunk([1, 2, 3, 4, 5], 2))"), "[[1,2],[3,4],[5]]");
    assert.equal(await repl.value("chunk('', 5).length + chunk('abc').length"), "1");
    for (const args of ["'a', 0", "'a', 2, 2", "'a', 1.5", "42", "undefined, 5"]) {
      assert.match((await repl.run(`chunk(${args})`)).error?.message ?? "", /chunk/);
    }
  });
});

describe("large contexts", () => {
  it("C1 100 MB: lines far inside have their numbers, in one text and in many", async () => {
    const line = `${"2026-01-01 INFO request handled in 12 ms by worker 7 ".padEnd(99, "x")}\n`;
    const half = line.repeat(250_000);
    const one: GivenPart = {
      name: "one",
      shape: "text",
      texts: [{ path: "one.log", text: `${half}NEEDLE here\n${half}` }],
    };
    const document = line.repeat(500);
    const many: GivenPart = {
      name: "many",
      shape: "files",
      texts: Array.from({ length: 1000 }, (_, i) => ({
        path: `d/${String(i)}.log`,
        text: i === 777 ? `${document}NEEDLE é\n` : document,
      })),
    };
    await withRepl(TestRepl.open([one, many]), async (repl) => {
      assert.equal(
        await repl.value("grep('NEEDLE').map((hit) => hit.path + ':' + hit.line).join()"),
        "one.log:250001,d/777.log:501",
      );
      assert.equal(await repl.value("grep(/NEEDLE (here|é)/, { path: /./ }).total"), "2");
      assert.equal(await repl.value("grep(/INFO/, { max: 3 }).total"), "1000000");
      assert.equal(await repl.value("context.one.length"), String(line.length * 500_000 + 12));
    });
  }).timeout(60_000);

  it("a line longer than a block is still one line", async () => {
    const text = `first\n${"y".repeat(9_000_000)}END\nlast END\n`;
    await withRepl(TestRepl.overText(text), async (repl) => {
      assert.equal(await repl.value("grep('END').map((hit) => hit.line + ':' + hit.text.length).join()"), "2:5004,3:8");
    });
  });
});

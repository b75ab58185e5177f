import { strict as assert } from "node:assert";
import { rmSync } from "node:fs";
import { TempContextPacker } from "../../../src/context/packer";
import type { Corpus } from "../../../src/core/corpus";
import { textHead } from "../../../src/core/text";
import { paths, TestFolder, textOf } from "./folder";

describe("O10 what `context` is", () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.dispose());

  const shape = (corpus: Corpus): unknown => [corpus.manifest.shape, corpus.parts.map((part) => part.shape)];

  it("O10 one file, by its extension and by what it holds", async () => {
    const cases: readonly (readonly [name: string, text: string, shape: string])[] = [
      ["a.md", "# hi", "text"],
      ["a.json", '{"a": [1, 2]}', "json"],
      ["b.json", "{ not json", "text"],
      ["c.JSON", "[]", "json"],
      ["a.jsonl", '{"a":1}\r\n\r\n{"a":2}\r\n', "records"],
      ["b.ndjson", '{"a":1}', "records"],
      ["c.jsonl", '{"a":1}\n{"a":', "text"],
      ["d.jsonl", "\n\n", "text"],
      ["a.csv", "name,n\nx,1\n", "table"],
      ["a.tsv", "name\tn\n", "table"],
      ["b.csv", "", "text"],
      ["noextension", "{}", "text"],
      [".json", "{}", "text"],
    ];
    for (const [name, text, expected] of cases) {
      folder.write({ [name]: text });
      const corpus = await folder.corpus([name]);
      assert.deepEqual(shape(corpus), [expected, [expected]], name);
      assert.deepEqual(corpus.parts, [{ name: null, shape: expected, first: 0, count: 1 }]);
    }
  });

  it("O10 several files, or any folder, are files", async () => {
    folder.write({ "a.json": "{}", "b.txt": "b", "one/only.json": "{}" });
    assert.deepEqual(shape(await folder.corpus(["a.json", "b.txt"])), ["files", ["files"]]);
    const one = await folder.corpus(["one"]);
    assert.deepEqual(one.parts, [{ name: null, shape: "files", first: 0, count: 1 }]);
    assert.equal(one.manifest.name, "folder one (1 file)");
    assert.equal((await folder.corpus(["a.json", "b.txt"])).manifest.name, "2 files");
    assert.deepEqual(paths(await folder.corpus(["a.json", ".", "a.json"])), ["a.json", "b.txt", "one/only.json"]);
  });

  it("O10 a selection is text with the editor's line numbers, whatever its file is", async () => {
    const corpus = await folder.corpus({
      roots: [{ label: "work", path: folder.path }],
      groups: [{ name: null, texts: [{ path: folder.at("src/a.json"), text: "[1,\n2]", firstLine: 10 }] }],
    });
    assert.deepEqual(shape(corpus), ["text", ["text"]]);
    assert.equal(corpus.entries[0]?.firstLine, 10);
    assert.equal(corpus.entries[0].language, "json");
    assert.equal(corpus.manifest.name, "selection of src/a.json (lines 10–11)");
    assert.match(textHead(corpus.manifest.entries, 1000), /,10\]\]$/);
  });

  it("O10 named contexts", async () => {
    folder.write({ "a.json": "{}", "docs/x.md": "x", "docs/y.md": "y" });
    const corpus = await folder.corpus({
      roots: [{ label: "work", path: folder.path }],
      groups: [
        { name: "data", paths: [folder.at("a.json")] },
        { name: "docs", paths: [folder.at("docs")] },
        { name: "note", texts: [{ path: "note", text: "n" }] },
        { name: "again", paths: [folder.at("a.json")] },
      ],
    });
    assert.equal(corpus.manifest.shape, "named");
    assert.deepEqual(corpus.parts, [
      { name: "data", shape: "json", first: 0, count: 1 },
      { name: "docs", shape: "files", first: 1, count: 2 },
      { name: "note", shape: "text", first: 3, count: 1 },
      { name: "again", shape: "json", first: 4, count: 1 },
    ]);
    assert.deepEqual(paths(corpus), ["a.json", "docs/x.md", "docs/y.md", "note", "a.json (2)"]);
  });

  it("O10 no context, an empty text, an empty file", async () => {
    for (const none of [
      await folder.corpus({ groups: [] }),
      await new TempContextPacker().pack({ shape: "text", text: "" }, "x"),
    ]) {
      assert.deepEqual(shape(none), ["none", ["none"]]);
      assert.deepEqual([none.entries, none.packPath, none.manifest.files, none.manifest.tokens], [[], null, 0, 0]);
      await none.dispose();
    }
    folder.write({ "empty.txt": "" });
    const empty = await folder.corpus(["empty.txt"]);
    assert.deepEqual(shape(empty), ["text", ["text"]]);
    assert.equal(textOf(empty, "empty.txt"), "");
  });

  it("O10 values at hand: text and data", async () => {
    const packer = new TempContextPacker({ tempDir: folder.path });
    const text = await packer.pack({ shape: "text", text: '{"a":1}' }, "context.json");
    const data = await packer.pack({ shape: "json", text: '{"a":1}' }, "context of a child run");
    const broken = await packer.pack({ shape: "json", text: '{"a":' }, "context of a child run");
    assert.deepEqual(
      [text, data, broken].map((corpus) => corpus.parts[0]?.shape),
      ["text", "json", "text"],
    );
    assert.equal(data.manifest.name, "context of a child run");
    assert.equal(textOf(data, "context of a child run"), '{"a":1}');
    await Promise.all([text, data, broken].map((corpus) => corpus.dispose()));
  });

  it("texts of editors stand in for what is on disk, also where that is gone", async () => {
    folder.write({ "a.txt": "old", "b.txt": "b", "c.txt": "old" });
    const unsaved = new Map([
      [folder.at("a.txt"), "new"],
      [folder.at("c.txt"), "newer"],
    ]);
    const corpus = await folder.corpus(["."], { unsaved });
    assert.deepEqual(
      paths(corpus).map((path) => textOf(corpus, path)),
      ["new", "b", "newer"],
    );
    assert.equal(corpus.manifest.bytes, 9);
    rmSync(folder.at("c.txt"));
    assert.equal(textOf(await folder.corpus(["c.txt"], { unsaved }), "c.txt"), "newer");
  });

  it("several roots: paths begin with a label, and a root that nothing was chosen in is left out", async () => {
    folder.write({ "x/app/a.ts": "a", "y/app/b.ts": "b", "z/c.ts": "c", "x/app/deep/d.ts": "d" });
    const roots = ["x/app", "y/app", "z"].map((name) => ({
      label: name.split("/").at(-1) ?? "",
      path: folder.at(name),
    }));
    const both = await folder.corpus({
      roots,
      groups: [{ name: null, paths: [folder.at("x/app"), folder.at("y/app/b.ts")] }],
    });
    assert.deepEqual(paths(both), ["app/a.ts", "app/deep/d.ts", "app-2/b.ts"]);
    assert.deepEqual(
      both.manifest.roots.map((root) => root.label),
      ["app", "app-2"],
    );
    const single = await folder.corpus({ roots, groups: [{ name: null, paths: [folder.at("z/c.ts")] }] });
    assert.deepEqual(paths(single), ["c.ts"]);
    const outside = await folder.corpus({
      roots: roots.slice(2),
      groups: [{ name: null, paths: [folder.at("x/app/deep"), folder.at("z")] }],
    });
    assert.deepEqual(paths(outside), ["deep/d.ts", "z/c.ts"]);
  });

  it("the caller's name wins, and may tell the number of files", async () => {
    folder.write({ "a.txt": "a", "b.txt": "b" });
    const name = (files: number): string => `workspace shop (${String(files)} files)`;
    assert.equal((await folder.corpus({ ...folder.request(["."]), name })).manifest.name, "workspace shop (2 files)");
    assert.equal((await folder.corpus({ ...folder.request(["a.txt"]), name: "mine" })).manifest.name, "mine");
    assert.equal((await folder.corpus(["a.txt"])).manifest.name, "a.txt");
  });
});

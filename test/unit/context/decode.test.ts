import { strict as assert } from "node:assert";
import { contextError, paths, skipped, TestFolder, textOf } from "./folder";

describe("C2 files are decoded as VS Code would", () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.dispose());

  const text = "Grüße\r\nsecond 😀\r\n";

  it("C2 UTF-8 with and without a byte order mark", async () => {
    folder.write({ "plain.txt": text, "marked.txt": `\ufeff${text}` });
    const corpus = await folder.corpus(["plain.txt", "marked.txt"]);
    assert.equal(textOf(corpus, "plain.txt"), text);
    assert.equal(textOf(corpus, "marked.txt"), text);
    assert.deepEqual(
      corpus.entries.map(({ characters, lines, encoding }) => [characters, lines, encoding]),
      [
        [text.length, 3, "utf8"],
        [text.length, 3, "utf8"],
      ],
    );
  });

  it("C2 UTF-16 in both orders, with a mark and without", async () => {
    const ascii = "name,value\nalpha,1\n".repeat(40);
    const little = (s: string): Buffer => Buffer.from(s, "utf16le");
    const big = (s: string): Buffer => little(s).swap16();
    folder.write({
      "le.txt": little(`\ufeff${text}`),
      "be.txt": big(`\ufeff${text}`),
      "le-bare.txt": little(ascii),
      "be-bare.txt": big(ascii),
    });
    const corpus = await folder.corpus(["le.txt", "be.txt", "le-bare.txt", "be-bare.txt"]);
    assert.equal(textOf(corpus, "le.txt"), text);
    assert.equal(textOf(corpus, "be.txt"), text);
    assert.equal(textOf(corpus, "le-bare.txt"), ascii);
    assert.equal(textOf(corpus, "be-bare.txt"), ascii);
  });

  it("C2 Latin-1: replacement characters by default, the letters with files.encoding or guessing", async () => {
    const prose = "Le garçon était très fâché, où était son élève? Ça dépend de la forêt, à l'été dernier.\n".repeat(4);
    folder.write({ "latin.txt": Buffer.from(prose, "latin1") });
    assert.equal(textOf(await folder.corpus(["latin.txt"]), "latin.txt"), prose.replace(/\P{ASCII}/gu, "\ufffd"));
    for (const options of [{ encoding: "iso88591" }, { encoding: "windows1252" }, { autoGuessEncoding: true }]) {
      assert.equal(textOf(await folder.corpus(["latin.txt"], options), "latin.txt"), prose, JSON.stringify(options));
    }
  });

  it("C2 other settings of files.encoding", async () => {
    folder.write({
      "cyrillic.txt": Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
      "japanese.txt": Buffer.from([0x93, 0xfa, 0x96, 0x7b]),
    });
    assert.equal(textOf(await folder.corpus(["cyrillic.txt"], { encoding: "windows1251" }), "cyrillic.txt"), "Привет");
    assert.equal(textOf(await folder.corpus(["japanese.txt"], { encoding: "shiftjis" }), "japanese.txt"), "日本");
    const error = await contextError(folder.corpus(["cyrillic.txt"], { encoding: "cp437" }));
    assert.match(error.message, /“cyrillic.txt” can't be read\. The encoding cp437/);
  });

  it("C2 a lone surrogate and a byte that is not UTF-8 become U+FFFD", async () => {
    folder.write({
      "lone.txt": Buffer.from("\ufeffa\ud800b", "utf16le"),
      "cut.txt": Buffer.from([0x61, 0xe2, 0x82, 0x62, 0xff]),
    });
    const corpus = await folder.corpus(["lone.txt", "cut.txt"]);
    assert.equal(textOf(corpus, "lone.txt"), "a\ufffdb");
    assert.equal(textOf(corpus, "cut.txt"), "a\ufffdb\ufffd");
  });

  it("C2 line breaks are counted as the editor counts, and kept", async () => {
    const cases = {
      "crlf.txt": "a\r\nb\r\n",
      "cr.txt": "a\rb\rc",
      "mixed.txt": "a\nb\r\nc\rd",
      "none.txt": "a",
      "empty.txt": "",
    };
    folder.write(cases);
    const corpus = await folder.corpus(Object.keys(cases));
    assert.deepEqual(Object.fromEntries(corpus.entries.map((entry) => [entry.path, entry.lines])), {
      "crlf.txt": 3,
      "cr.txt": 3,
      "mixed.txt": 4,
      "none.txt": 1,
      "empty.txt": 1,
    });
    for (const [name, content] of Object.entries(cases)) assert.equal(textOf(corpus, name), content);
  });

  it("C2 NUL bytes make a file binary: it is listed, not read", async () => {
    folder.write({
      "src/a.ts": "export {};\n",
      "src/logo.png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]),
      "src/late.bin": Buffer.concat([Buffer.alloc(600, 65), Buffer.from([0])]),
    });
    const corpus = await folder.corpus(["src"]);
    assert.deepEqual(paths(corpus), ["src/a.ts", "src/late.bin"], "VS Code looks at the first 512 bytes only");
    assert.deepEqual(skipped(corpus, "binary"), ["src/logo.png"]);
    const error = await contextError(folder.corpus(["src/logo.png"]));
    assert.equal(error.code, "nothing-readable");
    assert.match(error.message, /“src\/logo.png” can't be read\. Binary/);
  });
});

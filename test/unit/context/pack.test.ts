import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { buildCorpus } from "../../../src/context/buildCorpus";
import type { ContextError } from "../../../src/context/errors";
import type { Progress } from "../../../src/context/request";
import { makeTempFolder } from "../../../src/context/tempFolder";
import type { ContextManifest } from "../../../src/core/events";
import { contextError, TestFolder, textOf } from "./folder";

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function entriesOf(manifest: ContextManifest): unknown {
  return typeof manifest.entries === "string" ? JSON.parse(manifest.entries) : null;
}

describe("packing", () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.dispose());

  it("C2 slicing by offsets gives back each text byte for byte, with the editor's counts", async () => {
    const piece = fc.oneof(
      fc.string(),
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("\n", "\r", "\r\n", "😀", "é", "\u2028", "\ufeff"),
    );
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("").toWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (texts) => {
        const group = { name: null, texts: texts.map((one, i) => ({ path: `t${String(i)}`, text: one })) };
        const corpus = await buildCorpus({ groups: [group] }, { tempDir: folder.path });
        try {
          for (const [i, one] of texts.entries()) {
            const entry = corpus.entries[i];
            assert.equal(textOf(corpus, `t${String(i)}`), one);
            assert.equal(entry?.characters, one.length);
            assert.equal(entry.lines, one.split(/\r\n|\r|\n/).length);
            assert.equal(entry.encoding, /^\p{ASCII}*$/u.test(one) ? "ascii" : "utf8");
          }
        } finally {
          await corpus.dispose();
        }
      }),
      { numRuns: 150 },
    );
  });

  it("the manifest has names, sizes and hashes of the decoded texts", async () => {
    folder.write({ "a.txt": "\ufeffä\n", "sub/b.ts": "let x;\n" });
    const { manifest, entries } = await folder.corpus(["."]);
    assert.deepEqual(entriesOf(manifest), [
      ["a.txt", 6, 2, 2, sha256("ä\n"), 1],
      ["sub/b.ts", 7, 7, 2, sha256("let x;\n"), 1],
    ]);
    const { files, bytes, characters, lines, roots } = manifest;
    assert.deepEqual({ files, bytes, characters, lines }, { files: 2, bytes: 13, characters: 9, lines: 4 });
    assert.deepEqual(roots, [{ label: "work", uri: `file://${folder.path}` }]);
    assert.deepEqual(
      entries.map((entry) => entry.language),
      ["plaintext", "typescript"],
    );
    assert.deepEqual(
      entries.map(({ offset, bytes: length }) => [offset, length]),
      [
        [0, 3],
        [4, 7],
      ],
    );
  });

  it("C1 100 MB in one file: the counts are right and the manifest stays small", async function () {
    this.timeout(60_000);
    const line = "2026-11-22 10:00:00 INFO request served in 12 ms by worker 7\n";
    const lines = Math.ceil(100e6 / line.length);
    writeFileSync(folder.at("big.log"), line.repeat(lines));
    const { manifest, entries } = await folder.corpus(["big.log"]);
    assert.equal(entries[0]?.lines, lines + 1);
    assert.equal(entries[0].characters, lines * line.length);
    assert.ok(JSON.stringify(manifest).length < 10_000);
    const perToken = manifest.characters / manifest.tokens;
    assert.ok(perToken > 1.5 && perToken < 4, `${String(perToken)} characters a token`);
  });

  it("C1 a text of many slices with other letters, CRLF and pairs across the borders", async () => {
    const text = "größe 😀 日本\r\n".repeat(400_000);
    folder.write({ "wide.txt": text });
    const corpus = await folder.corpus(["wide.txt"]);
    assert.equal(corpus.entries[0]?.characters, text.length);
    assert.equal(corpus.entries[0].lines, 400_001);
    assert.equal(sha256(textOf(corpus, "wide.txt")), sha256(text));
  });

  it("O10 tokens are estimated from samples, also where every character is one", async () => {
    const han = "汉字处理测试".repeat(50_000);
    folder.write({
      "han.txt": han,
      "code.ts": "export function add(a: number, b: number): number {\n  return a + b;\n}\n".repeat(2_000),
    });
    const many = (await folder.corpus(["han.txt"])).manifest.tokens / han.length;
    assert.ok(many > 0.5 && many < 1.5, `${String(many)} tokens a character`);
    const { manifest } = await folder.corpus(["code.ts"]);
    const perToken = manifest.characters / manifest.tokens;
    assert.ok(perToken > 2 && perToken < 5, `${String(perToken)} characters a token`);
  });

  it("X6 the packed file is private, and goes away with the corpus", async () => {
    folder.write({ "a.txt": "a" });
    const corpus = await folder.corpus(["a.txt"]);
    const { packPath } = corpus;
    assert.ok(packPath !== null);
    assert.equal(statSync(packPath).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(packPath)).mode & 0o777, 0o700);
    await corpus.dispose();
    await corpus.dispose();
    assert.equal(existsSync(dirname(packPath)), false);
  });

  it("what processes left behind that have ended is removed, nothing else", async () => {
    const old = new Date(Date.now() - 7_200_000);
    const made = [
      "rlm-context-999999999-old",
      "rlm-context-999999999-new",
      `rlm-context-${String(process.pid)}-mine`,
      "other",
    ];
    for (const name of made) {
      mkdirSync(folder.at(name));
      writeFileSync(folder.at(name, "context.txt"), "x");
      if (!name.endsWith("new")) utimesSync(folder.at(name), old, old);
    }
    rmdirSync(await makeTempFolder(folder.path));
    assert.deepEqual(readdirSync(folder.path).sort(), made.slice(1).sort());
  });

  it("L9 a cancel ends it and leaves nothing behind", async () => {
    for (let i = 0; i < 300; i++) folder.write({ [`d/${String(i)}.txt`]: "x".repeat(1000) });
    mkdirSync(folder.at("t"));
    const before: Promise<ContextError> = contextError(
      buildCorpus(folder.request(["d"]), { tempDir: folder.at("t") }, AbortSignal.abort()),
    );
    assert.equal((await before).code, "cancelled");
    const cancel = new AbortController();
    const seen: Progress[] = [];
    const error = await contextError(
      buildCorpus(folder.request(["d"]), { tempDir: folder.at("t") }, cancel.signal, (progress) => {
        seen.push(progress);
        cancel.abort();
      }),
    );
    assert.equal(error.code, "cancelled");
    assert.equal(seen[0]?.stage, "listing");
    assert.deepEqual(readdirSync(folder.at("t")), []);
  });

  it("a folder that can't be written is a clear error", async () => {
    folder.write({ "a.txt": "a", file: "" });
    const error = await contextError(folder.corpus(["a.txt"], { tempDir: folder.at("file") }));
    assert.equal(error.code, "failed");
    assert.match(error.message, /can't be written in .*file \(ENOTDIR\)/);
  });
});

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { buildCorpus } from "../../../src/context/buildCorpus";
import { contextError, paths, skipped, TestFolder, textOf } from "./folder";

const NOBODY = 65534;

/** Runs `work` without the right to read everything, which root has. */
async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe("C3 files that can't be read as they are", () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.dispose());

  it("C3 symlink loops, links to files, to folders, outside, and broken ones", async () => {
    folder.write({
      "in/a.txt": "a",
      "in/sub/b.txt": "b",
      "in/.gitignore": "hidden.txt",
      "in/hidden.txt": "h",
      "out.txt": "o",
    });
    symlinkSync("..", folder.at("in/sub/loop"));
    symlinkSync("self", folder.at("in/self"));
    symlinkSync("a.txt", folder.at("in/again.txt"));
    symlinkSync("hidden.txt", folder.at("in/shown.txt"));
    symlinkSync("hidden.txt", folder.at("in/twice.txt"));
    symlinkSync("../out.txt", folder.at("in/away.txt"));
    symlinkSync("nowhere", folder.at("in/broken"));
    const corpus = await folder.corpus({ groups: [{ name: null, paths: [folder.at("in")] }] });
    assert.deepEqual(paths(corpus), [".gitignore", "a.txt", "sub/b.txt", "shown.txt"]);
    assert.equal(textOf(corpus, "shown.txt"), "h");
    assert.deepEqual(skipped(corpus, "symlink").sort(), [
      "again.txt",
      "away.txt",
      "broken",
      "self",
      "sub/loop",
      "twice.txt",
    ]);
    const named = await folder.corpus(["in/away.txt"]);
    assert.equal(textOf(named, "in/away.txt"), "o", "a link that was chosen by itself is followed");
  });

  it("C3 a 2 GB file is listed with its size, not read", async () => {
    folder.write({ "big.log": "", "small.log": "x" });
    truncateSync(folder.at("big.log"), 2 * 1024 ** 3);
    const corpus = await folder.corpus(["."]);
    assert.deepEqual(paths(corpus), ["small.log"]);
    assert.deepEqual(skipped(corpus, "too-large"), ["big.log (2 GB)"]);
    const error = await contextError(folder.corpus(["big.log"]));
    assert.match(error.message, /“big.log \(2 GB\)” can't be read\. Larger than 256 MB/);
  });

  it("C3 limits of files and of bytes: the first ones are read, the rest is listed", async () => {
    for (let i = 0; i < 30; i++) folder.write({ [`f${String(i).padStart(2, "0")}.txt`]: "0123456789" });
    const few = await folder.corpus(["."], { maxFiles: 12 });
    assert.equal(few.entries.length, 12);
    assert.deepEqual(
      few.manifest.skipped.map(({ reason, count }) => [reason, count]),
      [
        ["ignored", 1],
        ["limit", 18],
      ],
    );
    const small = await folder.corpus(["."], { maxTotalBytes: 45 });
    assert.equal(small.entries.length, 4);
    assert.equal(small.manifest.skipped.find(({ reason }) => reason === "limit")?.count, 26);
  });

  it("C3 pipes are listed, and never waited for", async () => {
    folder.write({ "a.txt": "a" });
    execFileSync("sh", ["-c", 'mkfifo "$0" "$1"', folder.at("pipe"), folder.at(".gitignore")]);
    const corpus = await folder.corpus(["."]);
    assert.deepEqual(paths(corpus), ["a.txt"]);
    assert.deepEqual(skipped(corpus, "unreadable"), [".gitignore", "pipe"]);
    const error = await contextError(folder.corpus(["pipe"]));
    assert.match(error.message, /pipe, socket or device/);
  });

  it("C3 files and folders without permission are listed", async () => {
    folder.write({ "open.txt": "o", "closed.txt": "c", "shut/inside.txt": "i" });
    chmodSync(folder.path, 0o755);
    chmodSync(folder.at("closed.txt"), 0);
    chmodSync(folder.at("shut"), 0);
    const request = folder.request(["."]);
    const corpus = await unprivileged(() => buildCorpus(request));
    try {
      assert.deepEqual(paths(corpus), ["open.txt"]);
      assert.deepEqual(skipped(corpus, "unreadable"), ["shut/", "closed.txt"]);
    } finally {
      await corpus.dispose();
      chmodSync(folder.at("shut"), 0o755);
    }
  });

  it("C3 a file that goes away between listing and reading is listed, one that changes later does not matter", async () => {
    folder.write({ "a.txt": "first", "b.txt": "b", "c.txt": "c" });
    const corpus = await buildCorpus(folder.request(["."]), {}, undefined, ({ stage }) => {
      if (stage === "listing") rmSync(folder.at("b.txt"));
    });
    try {
      writeFileSync(folder.at("a.txt"), "second");
      assert.deepEqual(paths(corpus), ["a.txt", "c.txt"]);
      assert.deepEqual(skipped(corpus, "unreadable"), ["b.txt"]);
      assert.equal(textOf(corpus, "a.txt"), "first");
    } finally {
      await corpus.dispose();
    }
  });

  it("C3 50,000 files", async function () {
    this.timeout(120_000);
    for (let i = 0; i < 500; i++) {
      folder.write({ [`d${String(i)}/0.txt`]: "" });
      for (let j = 1; j < 100; j++)
        writeFileSync(folder.at(`d${String(i)}/${String(j)}.txt`), `file ${String(i)}-${String(j)}\n`);
    }
    const corpus = await folder.corpus(["."]);
    assert.equal(corpus.entries.length, 50_000);
    assert.equal(textOf(corpus, "d499/42.txt"), "file 499-42\n");
    assert.equal(new Set(paths(corpus)).size, 50_000);
  });

  it("says why nothing can be read", async () => {
    folder.write({ "d/a.bin": Buffer.alloc(9), "d/b.bin": Buffer.alloc(9), "d/big.txt": "0123456789" });
    const error = await contextError(folder.corpus(["d"], { maxFileBytes: 9 }));
    assert.equal(error.code, "nothing-readable");
    assert.match(error.message, /2 × d\/a\.bin, d\/b\.bin: Binary files/);
    assert.match(error.message, /1 × d\/big\.txt \(10 bytes\): Larger than 9 bytes/);
    const missing = await contextError(folder.corpus(["nope.txt"]));
    assert.equal(missing.code, "not-found");
    assert.match(missing.message, /There is no file or folder “.*nope\.txt”/);
    const empty = await contextError(folder.corpus({ groups: [{ name: null, paths: [folder.at(".tmp")] }] }));
    assert.match(empty.message, /There are no files/);
    assert.deepEqual(readdirSync(folder.at(".tmp")), [], "no packed file is left behind");
  });
});

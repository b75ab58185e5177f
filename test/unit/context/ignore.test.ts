import { strict as assert } from "node:assert";
import { mkdirSync } from "node:fs";
import { DEFAULT_EXCLUDES, type ExcludeGlob } from "../../../src/context/excludes";
import { contextError, paths, skipped, TestFolder } from "./folder";

describe("C4 what is left out", () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.dispose());

  const withExcludes = (excludes: readonly ExcludeGlob[], chosen = ".") => ({
    roots: [{ label: "work", path: folder.path, excludes: ["**/.tmp", ...excludes] }],
    groups: [{ name: null, paths: [folder.at(chosen)] }],
  });

  it("C4 .gitignore, nested: the deeper one decides, an ignored folder stays closed", async () => {
    folder.write({
      ".gitignore": "*.log\nbuild/\n/only-top.txt\n# comment\n\\#odd.txt\ntrail.txt   \n",
      "a.log": "",
      "only-top.txt": "",
      "#odd.txt": "",
      "trail.txt": "",
      "keep.txt": "",
      "build/out.js": "",
      "packages/only-top.txt": "",
      "packages/p/.gitignore": "!keep.log\n!build/\nsecret/*.txt\n/here.txt\n",
      "packages/p/keep.log": "",
      "packages/p/other.log": "",
      "packages/p/build/out.js": "",
      "packages/p/build/out.log": "",
      "packages/p/secret/x.txt": "",
      "packages/p/secret/x.md": "",
      "packages/p/here.txt": "",
      "packages/p/deep/here.txt": "",
      "packages/p [1]/.gitignore": "/x.txt\n*.bak",
      "packages/p [1]/x.txt": "",
      "packages/p [1]/y.bak": "",
      "packages/p [1]/z.txt": "",
    });
    const corpus = await folder.corpus(["."]);
    assert.deepEqual(paths(corpus), [
      ".gitignore",
      "keep.txt",
      "packages/only-top.txt",
      "packages/p/.gitignore",
      "packages/p/build/out.js",
      "packages/p/deep/here.txt",
      "packages/p/keep.log",
      "packages/p/secret/x.md",
      "packages/p [1]/.gitignore",
      "packages/p [1]/z.txt",
    ]);
    assert.ok(skipped(corpus, "ignored").includes("build/"));
  });

  it("C4 the .gitignore above a chosen folder holds, up to the top of the work tree", async () => {
    folder.write({ "repo/.gitignore": "*.log\n", "repo/src/a.ts": "", "repo/src/a.log": "", ".gitignore": "*.ts\n" });
    mkdirSync(folder.at("repo/.git"));
    const request = { groups: [{ name: null, paths: [folder.at("repo/src")] }] };
    assert.deepEqual(paths(await folder.corpus(request)), ["a.ts"]);
  });

  it("C4 files and folders that were chosen by themselves are taken all the same", async () => {
    folder.write({
      ".gitignore": "*.log\ndist/\n",
      "a.log": "x",
      "dist/a.js": "",
      "dist/.gitignore": "*.map",
      "dist/a.map": "",
    });
    assert.deepEqual(paths(await folder.corpus(["a.log"])), ["a.log"]);
    assert.deepEqual(paths(await folder.corpus(["dist"])), ["dist/.gitignore", "dist/a.js"]);
    const request = { ...withExcludes(["**/dist/**"]), groups: [{ name: null, paths: [folder.at("dist")] }] };
    assert.deepEqual(paths(await folder.corpus(request)), ["dist/.gitignore", "dist/a.js"]);
  });

  it("C4 files.exclude and search.exclude, in VS Code's globs", async () => {
    folder.write({
      "a.ts": "",
      "a.js": "",
      "b.js": "",
      "x/node_modules/m/index.js": "",
      "x/.DS_Store": "",
      "x/(gen)/g.ts": "",
      "x/gen/g.ts": "",
      "data1.csv": "",
      "datax.csv": "",
      "x/top.md": "",
      "top.md": "",
    });
    const excludes = [
      ...DEFAULT_EXCLUDES,
      { glob: "**/*.js", when: "$(basename).ts" },
      "**/(gen)",
      "data[!0-9].csv",
      "*.md",
    ];
    const corpus = await folder.corpus(withExcludes(excludes));
    assert.deepEqual(paths(corpus), ["a.ts", "b.js", "data1.csv", "x/gen/g.ts", "x/top.md"]);
  });

  it("C4 switched off, nothing is left out but .git", async () => {
    folder.write({
      ".gitignore": "*.log",
      "a.log": "",
      ".git/config": "",
      "sub/.git": "gitdir: x",
      "node_modules/a.js": "",
    });
    const corpus = await folder.corpus(withExcludes(["**/node_modules"]), { respectIgnore: false });
    assert.deepEqual(
      paths(corpus).filter((path) => !path.startsWith(".tmp/")),
      [".gitignore", "a.log", "node_modules/a.js"],
    );
    assert.deepEqual(corpus.manifest.skipped, []);
  });

  it("C4 hidden files are read", async () => {
    folder.write({ ".github/workflows/ci.yml": "", ".editorconfig": "" });
    assert.deepEqual(paths(await folder.corpus(["."])), [".editorconfig", ".github/workflows/ci.yml"]);
  });

  it("C4 a glob keeps to the ignore rules too, and says when nothing matches", async () => {
    folder.write({ ".gitignore": "gen/", "src/a.ts": "", "src/b.js": "", "src/gen/c.ts": "", "src/d/e.ts": "" });
    assert.deepEqual(paths(await folder.corpus(["src/**/*.ts"])), ["src/a.ts", "src/d/e.ts"]);
    const error = await contextError(folder.corpus(["src/*.py"]));
    assert.equal(error.code, "not-found");
    assert.match(error.message, /No file matches “.*\*\.py”/);
  });
});

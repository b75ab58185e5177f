import { strict as assert } from "node:assert";
import type { ManifestEntry } from "../../../src/core/events";
import { resolveReference } from "../../../src/editor/panel/references";

const entry = (path: string): ManifestEntry => [path, 1, 1, 1, "hash", 1];
const shop = { label: "shop", uri: "file:///home/me/shop" };
const docs = { label: "docs", uri: "file:///home/me/docs/" };

describe("references in answers", () => {
  it("lead to files of the run's context, encoded", () => {
    const found = resolveReference("src/my file#1.ts", [entry("src/my file#1.ts")], [shop]);
    assert.equal(found?.uri, "file:///home/me/shop/src/my%20file%231.ts");
  });

  it("take ./ and backslashes as people and models write them", () => {
    const entries = [entry("src/a.ts")];
    assert.equal(resolveReference("./src/a.ts", entries, [shop])?.path, "src/a.ts");
    assert.equal(resolveReference("src\\a.ts", entries, [shop])?.path, "src/a.ts");
  });

  it("take the end of a path where only one file has it", () => {
    const entries = [entry("src/a.ts"), entry("src/b.ts"), entry("test/b.ts")];
    assert.equal(resolveReference("a.ts", entries, [shop])?.path, "src/a.ts");
    assert.equal(resolveReference("b.ts", entries, [shop]), null);
  });

  it("go by the folder's label where there are several", () => {
    const entries = [entry("shop/a.ts"), entry("docs/a.md")];
    assert.equal(resolveReference("docs/a.md", entries, [shop, docs])?.uri, "file:///home/me/docs/a.md");
    assert.equal(resolveReference("shop/a.ts", entries, [shop, docs])?.uri, "file:///home/me/shop/a.ts");
  });

  it("find the file behind a second text of it", () => {
    const entries = [entry("a.ts"), entry("a.ts (2)")];
    assert.equal(resolveReference("a.ts (2)", entries, [shop])?.uri, "file:///home/me/shop/a.ts");
  });

  const hostile = [
    "../secret",
    "/etc/passwd",
    "src/../../secret",
    "file:///etc/passwd",
    "C:\\Windows\\x",
    "nope.ts",
    "",
  ];
  for (const path of hostile) {
    it(`lead nowhere for “${path}”`, () => assert.equal(resolveReference(path, [entry("src/a.ts")], [shop]), null));
  }

  const planted = ["../../etc/passwd", "a/../../b", "/etc/passwd", "a//b", "a\0b", "./x"];
  for (const path of planted) {
    it(`have no address where a saved run lists “${path.replace("\0", "\\0")}”`, () => {
      assert.equal(resolveReference(path, [entry(path)], [shop])?.uri ?? null, null);
    });
  }

  it("have no address where a saved run's folder is not on disk", () => {
    for (const uri of [
      "https://evil.example",
      "vscode://x",
      "nonsense",
      "file://evil.example/share",
      "file:////evil.example/share",
    ]) {
      assert.equal(resolveReference("a.ts", [entry("a.ts")], [{ label: "x", uri }])?.uri, null);
    }
  });

  it("have no address for a text that was no file", () => {
    assert.deepEqual(resolveReference("Untitled-1", [entry("Untitled-1")], [])?.uri, null);
  });
});

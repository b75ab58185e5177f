import { strict as assert } from "node:assert";
import { findReferences, splitReference, wholeReference } from "../../../webview/references";

function found(text: string) {
  return findReferences(text).map(({ path, line, endLine }) => [path, line, endLine]);
}

describe("references in answers", () => {
  it("finds path:line and path:line-line", () => {
    assert.deepEqual(found("See src/a.ts:12 and docs/b.md:3-7, also c.py:9–10."), [
      ["src/a.ts", 12, null],
      ["docs/b.md", 3, 7],
      ["c.py", 9, 10],
    ]);
  });

  it("says where they stand", () => {
    const text = "in (src/a.ts:12)";
    const [reference] = findReferences(text);
    assert.equal(text.slice(reference?.start, reference?.end), "src/a.ts:12");
  });

  it("leaves the brackets of the sentence out and keeps those of the path", () => {
    assert.deepEqual(found("(app/(shop)/[id]/page.tsx:4) [lib/x.js:2]"), [
      ["app/(shop)/[id]/page.tsx", 4, null],
      ["lib/x.js", 2, null],
    ]);
  });

  it("takes a column for what it is, and other letters for part of a name", () => {
    assert.deepEqual(found("src/a.ts:12:5 übung/größe.md:1 .env:3 src\\win.cs:8"), [
      ["src/a.ts", 12, null],
      ["übung/größe.md", 1, null],
      [".env", 3, null],
      ["src\\win.cs", 8, null],
    ]);
  });

  it("finds none in times, ports, addresses and ratios", () => {
    assert.deepEqual(found("12:30, localhost:8080, http://example.com:443/x, 3.5:1, a:b, x:0, src/a.ts:0"), []);
  });

  it("a range that runs backwards is its first line", () => {
    assert.deepEqual(found("src/a.ts:12-3"), [["src/a.ts", 12, null]]);
  });

  it("a whole text may be a path with spaces", () => {
    assert.deepEqual(wholeReference("docs/my notes.md:3-7"), {
      start: 0,
      end: 20,
      path: "docs/my notes.md",
      line: 3,
      endLine: 7,
    });
    assert.equal(wholeReference("see docs/my notes.md:3 there"), null);
    assert.equal(wholeReference("const x: 12"), null);
  });

  it("joins a path in code with the lines after it", () => {
    const reference = splitReference("src/a b.ts", ":12-14, then");
    assert.deepEqual([reference?.path, reference?.line, reference?.endLine, reference?.end], ["src/a b.ts", 12, 14, 6]);
    assert.equal(splitReference("count", ":12"), null);
    assert.equal(splitReference("src/a.ts", " at 12"), null);
  });

  it("reads a hostile text in one go", () => {
    assert.deepEqual(found("a/".repeat(100_000) + ":1"), [["a/".repeat(200), 1, null]]);
    assert.deepEqual(found(":1".repeat(100_000)), []);
  });
});

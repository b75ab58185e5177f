import { strict as assert } from "node:assert";
import { isReadable } from "../../../webview/markdownLimits";

describe("what is read as Markdown", () => {
  it("is what people and models write", () => {
    const rule = `${"-".repeat(80)}\n${"*".repeat(80)}\n${"#".repeat(80)}`;
    for (const text of ["", "# A\n\n- b\n  - c\n> > d", rule, "漢字".repeat(6000), "word ".repeat(15_000)]) {
      assert.equal(isReadable(text), true, text.slice(0, 20));
    }
  });

  it("is nothing that would block the page", () => {
    for (const text of [
      "a".repeat(100_001),
      "_a".repeat(3000),
      `x\n${"> ".repeat(50)}`,
      "- ".repeat(50),
      "1. ".repeat(50),
    ]) {
      assert.equal(isReadable(text), false, text.slice(0, 20));
    }
  });

  it("is decided in one go", () => {
    assert.equal(isReadable(" ".repeat(50_000) + "> ".repeat(20)), true);
    assert.equal(isReadable("> x\n".repeat(25_000)), true);
  });
});

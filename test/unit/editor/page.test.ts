import { strict as assert } from "node:assert";
import { pageHtml } from "../../../src/editor/panel/html";
import { parsePageMessage, parsePageState, webAddress } from "../../../src/editor/panel/inbound";
import { hasText } from "../../../src/editor/panel/textRefs";
import { CONTEXT, runStart, turnReply } from "./sampleRun";

const HASH = "a".repeat(64);

describe("messages from the page", () => {
  const good: readonly unknown[] = [
    { type: "ready" },
    { type: "resync" },
    { type: "getText", ref: HASH },
    { type: "stop" },
    { type: "openReference", path: "src/a.ts", line: 12, endLine: null },
    { type: "openLink", url: "https://example.org" },
    { type: "openText", ref: HASH, title: "Cell 1", language: "javascript" },
    { type: "openInline", text: "x = 1", title: "Cell 1", language: "javascript" },
    { type: "action", action: "set-key" },
  ];
  for (const message of good) {
    it(`takes ${JSON.stringify(message)}`, () => assert.deepEqual(parsePageMessage(message), message));
  }

  const bad: readonly unknown[] = [
    null,
    "ready",
    {},
    { type: "exec", command: "rm" },
    { type: "getText", ref: "../../../etc/passwd" },
    { type: "openReference", path: "", line: 1, endLine: null },
    { type: "openReference", path: "a", line: 0, endLine: null },
    { type: "openReference", path: "a", line: 1.5, endLine: null },
    { type: "openReference", path: "a".repeat(5000), line: 1, endLine: null },
    { type: "openText", ref: HASH, title: "x", language: "../x" },
    { type: "action", action: "workbench.action.terminal.new" },
  ];
  for (const message of bad) {
    it(`refuses ${JSON.stringify(message).slice(0, 80)}`, () => assert.equal(parsePageMessage(message), null));
  }

  it("opens web addresses only", () => {
    assert.equal(webAddress("https://example.org/a?b=c"), "https://example.org/a?b=c");
    for (const url of ["javascript:alert(1)", "file:///etc/passwd", "command:rlm.stop", "vscode://x", "nonsense"]) {
      assert.equal(webAddress(url), null, url);
    }
  });

  it("reads which run a page of an earlier window showed", () => {
    assert.equal(parsePageState({ run: "r1", scroll: 12 }), "r1");
    for (const state of [undefined, null, "r1", { run: "" }, { run: 3 }]) assert.equal(parsePageState(state), null);
  });
});

describe("texts of a run", () => {
  const ref = { ref: HASH, length: 10, head: "{}" };

  it("are found wherever an event refers to them", () => {
    assert(hasText([runStart({ context: { ...CONTEXT, entries: ref } })], HASH));
    assert(hasText([runStart({ question: ref })], HASH));
  });

  it("are not found by a hash that no event names", () => {
    assert.equal(hasText([runStart(), turnReply(1, HASH)], HASH), false);
  });
});

describe("the page's document", () => {
  const html = pageHtml({ script: "https://x/main.js", style: "https://x/main.css", cspSource: "https://x" }, "n0nce");

  it("has a strict policy with a nonce, and nothing inline", () => {
    assert.match(
      html,
      /default-src 'none'; style-src https:\/\/x; font-src https:\/\/x; img-src https:\/\/x data:; script-src 'nonce-n0nce'"/,
    );
    assert.doesNotMatch(html, /unsafe|<style|style=|onload|connect-src/);
    assert.equal([...html.matchAll(/<script/g)].length, 1);
  });
});

import { strict as assert } from "node:assert";
import { NO_USAGE } from "../../../src/core/usage";
import {
  bytes,
  cost,
  count,
  duration,
  plural,
  spending,
  standings,
  tallied,
  ticking,
  tokens,
} from "../../../webview/format";
import { usage } from "../../support/runEvents";

describe("texts for people", () => {
  it("writes counts, times and sizes", () => {
    assert.equal(count(1234), "1,234");
    assert.equal(plural(1, "turn"), "1 turn");
    assert.equal(plural(0, "sub-query", "sub-queries"), "0 sub-queries");
    assert.deepEqual([0, 12, 1234, 59_960, 125_000, 900_000, 4_320_000].map(duration), [
      "0 ms",
      "12 ms",
      "1.2 s",
      "1 min",
      "2 min 5 s",
      "15 min",
      "1 h 12 min",
    ]);
    assert.deepEqual([-5, 999, 61_000].map(ticking), ["0 s", "0 s", "1 min 1 s"]);
    assert.deepEqual([999, 1_240_000, 2.5e9].map(bytes), ["999 bytes", "1.2 MB", "2.5 GB"]);
  });

  it("L13 writes an unknown cost as unknown, never as nothing", () => {
    assert.equal(cost(null), "unknown");
    assert.equal(spending({ usage: usage(10, 2), costUsd: null }), "12 tokens, cost unknown");
    assert.deepEqual([0, 0.00001, 0.00423, 0.0494, 0.2, 12.345].map(cost), [
      "$0.00",
      "under $0.0001",
      "$0.0042",
      "$0.049",
      "$0.20",
      "$12.35",
    ]);
  });

  it("counts cached tokens as tokens that went in, and says when a number is an estimate", () => {
    const cached = { ...NO_USAGE, inputTokens: 1, cachedInputTokens: 2, cacheWriteTokens: 3, outputTokens: 4 };
    assert.equal(tokens(cached), "6 in, 4 out");
    assert.equal(tokens({ ...cached, estimated: true }), "about 6 in, 4 out");
    assert.equal(spending({ usage: NO_USAGE, costUsd: 0 }), "");
  });

  it("says how sub-queries stand", () => {
    const tally = { total: 20, running: 7, ok: 12, failed: 1, cancelled: 0, fromMemory: 4 };
    assert.equal(tallied(tally), "20 sub-queries: 12 done, 1 failed, 7 running, 4 from memory");
    const all = (total: number) => ({ total, running: 0, ok: total, failed: 0, cancelled: 0, fromMemory: 0 });
    assert.equal(tallied(all(1)), "1 sub-query: done");
    assert.equal(tallied(all(3)), "3 sub-queries: all done");
    assert.equal(standings(all(3), 4), "3 done");
  });
});

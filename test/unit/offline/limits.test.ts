import { strict as assert } from "node:assert";
import type { Model, ModelRequest } from "../../../src/core/model";
import { NO_USAGE } from "../../../src/core/usage";
import { createOfflineModels } from "../../../src/models/offline/offline";
import { askOffline, assertAnswer, haystack, withLines } from "./askOffline";

const QUESTION = "What is the access code of the lighthouse?";
const TEXT = { "a.txt": withLines(haystack(3000), 2100, "The access code of the lighthouse is KESTREL-7391.") };

describe("offline model: limits and failures", () => {
  for (const maxTurns of [1, 2, 3]) {
    it(`answers within ${String(maxTurns)} turns`, async () => {
      const asked = await askOffline(QUESTION, TEXT, { limits: { maxTurns } });
      assertAnswer(asked, ["KESTREL-7391", "a.txt:2100"]);
      assert.ok(asked.turns <= maxTurns);
    });
  }

  it("picks lines by code where sub-queries are switched off", async () => {
    const asked = await askOffline(QUESTION, TEXT, { limits: { maxDepth: 0 } });
    assertAnswer(asked, ["**KESTREL-7391**"]);
    assert.equal(asked.subQueries, 0);
  });

  it("makes no more sub-queries than are left", async () => {
    const asked = await askOffline(QUESTION, TEXT, { limits: { maxSubQueries: 3 } });
    assertAnswer(asked, ["**KESTREL-7391**"]);
    assert.equal(asked.subQueries, 3);
  });

  it("does with little output", async () => {
    assertAnswer(await askOffline(QUESTION, TEXT, { limits: { outputChars: 600 } }), ["KESTREL-7391"]);
  });

  it("falls back on code when the sub-model fails", async () => {
    const { root } = createOfflineModels();
    const broken: Model = {
      ...root,
      id: "broken",
      async *stream() {
        throw new Error("down");
        yield* [];
      },
    };
    const asked = await askOffline(QUESTION, TEXT, { rlm: { model: root, subModel: broken } });
    assertAnswer(asked, ["KESTREL-7391"]);
  });

  it("answers from what it knows when the turns have run out", async () => {
    const { root } = createOfflineModels();
    // A root that wastes the turn after its reading.
    const idle: Model = {
      ...root,
      stream: (request, signal) => (turnOf(request) === 4 ? say() : root.stream(request, signal)),
    };
    const asked = await askOffline(QUESTION, TEXT, { limits: { maxTurns: 4 }, rlm: { model: idle, subModel: root } });
    assert.equal(asked.status, "forced");
    assert.match(asked.answer ?? "", /KESTREL-7391/);
  });

  it("says so when there is no context, an empty one, or no word to search for", async () => {
    assertAnswer(await askOffline("What is the code?", []), ["Nothing found", "no context"]);
    assertAnswer(await askOffline("What is the code?", { "a.txt": "\n" }), ["Nothing found"]);
    assertAnswer(await askOffline("What is it?", { "a.txt": "Hello there.\n" }), ["Nothing found"]);
  });
});

function turnOf({ messages }: ModelRequest): number {
  return messages.filter((message) => message.role === "assistant").length + 1;
}

async function* say(): ReturnType<Model["stream"]> {
  const text = "Let me think.";
  yield { kind: "text", text };
  return { text, reasoning: "", usage: { ...NO_USAGE, calls: 1 }, finish: "stop", costUsd: 0 };
}

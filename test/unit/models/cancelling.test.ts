import { strict as assert } from "node:assert";
import { ask, call, failureOf, modelAt } from "../../support/modelCalls";
import { startScriptedServer } from "../../support/scriptedServer";
import type { ScriptedServer } from "../../support/scriptedServer";

describe("Chat Completions: cancelling", () => {
  let server: ScriptedServer;

  beforeEach(async () => {
    server = await startScriptedServer({ reply: () => ({ text: "x".repeat(400), chunkSize: 4, stallAfter: 5 }) });
  });

  afterEach(() => server.close());

  it("L9 nothing is sent when the signal is aborted beforehand", async () => {
    const error = await failureOf(call(modelAt(server.baseUrl), ask("?"), AbortSignal.abort()));
    assert.equal(error.kind, "aborted");
    assert.equal(error.details.usage?.calls, 0);
    assert.equal(server.requests.length, 0);
  });

  it("L9 a request under way is aborted upstream", async () => {
    const stopping = new AbortController();
    const calling = failureOf(call(modelAt(server.baseUrl), ask("?"), stopping.signal));
    await server.arrived(1);
    stopping.abort();
    const error = await calling;
    assert.equal(error.kind, "aborted");
    assert.equal(error.details.usage?.calls, 1);
    assert.equal(await server.requests[0]?.ended, "hung-up");
  });

  it("L9 a reply that has begun is aborted upstream, and its tokens are kept", async () => {
    const stopping = new AbortController();
    const stream = modelAt(server.baseUrl).stream(ask("?"), stopping.signal);
    await stream.next();
    stopping.abort();
    const error = await failureOf(
      (async () => {
        while ((await stream.next()).done !== true);
      })(),
    );
    assert.equal(error.kind, "aborted");
    const { usage } = error.details;
    assert.ok(usage?.estimated === true && usage.outputTokens > 0);
    assert.equal(await server.requests[0]?.ended, "hung-up");
  });

  it("L9 a reader that leaves in mid-reply ends the request", async () => {
    for await (const delta of modelAt(server.baseUrl).stream(ask("?"), new AbortController().signal)) {
      assert.equal(delta.kind, "text");
      break;
    }
    assert.equal(await server.requests[0]?.ended, "hung-up");
  });
});

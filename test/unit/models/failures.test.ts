import { strict as assert } from "node:assert";
import { createServer } from "node:net";
import type { ModelErrorKind } from "../../../src/core/model";
import { ask, call, failureOf, modelAt, SHORT } from "../../support/modelCalls";
import type { TimeLimits } from "../../../src/models/watch";
import { startScriptedServer } from "../../support/scriptedServer";
import type { ScriptedBehaviour } from "../../support/scriptedServer";

const KEY = "my-very-own-key-9f8e7d";

/** Short limits where time is what must run out, so that a slow machine fails no other case. */
function limitsFor({ stallAfter, delayMs }: ScriptedBehaviour): Partial<TimeLimits> {
  return stallAfter !== undefined || delayMs !== undefined ? SHORT : {};
}

async function failure(behaviour: ScriptedBehaviour, apiKey = KEY) {
  const server = await startScriptedServer({ reply: () => behaviour });
  try {
    const error = await failureOf(
      call(modelAt(server.baseUrl, { apiKey, timeLimits: limitsFor(behaviour) }), ask("?")),
    );
    return { error, tries: server.requests.length, address: new URL(server.baseUrl).host };
  } finally {
    await server.close();
  }
}

describe("Chat Completions: broken replies", () => {
  const long = { text: "A reply of several chunks, so that it can break.", chunkSize: 8 };
  const broken: readonly (readonly [string, ScriptedBehaviour, ModelErrorKind])[] = [
    ["null content", { text: null }, "empty"],
    ["blank content", { text: " \n" }, "empty"],
    ["only reasoning", { text: "", reasoning: "hm" }, "empty"],
    ["content withheld by a filter", { text: "", finish: "content_filter" }, "refused"],
    ["no choices", { ...long, noChoices: true }, "malformed"],
    ["no choices in a document", { ...long, noChoices: true, ignoreStream: true }, "malformed"],
    ["no finish reason", { ...long, finish: null }, "malformed"],
    ["a stream that ends half-way", { ...long, cutAfter: 3 }, "malformed"],
    ["a stream that ends at once", { ...long, cutAfter: 0 }, "malformed"],
    ["a connection that closes half-way", { ...long, dropAfter: 3 }, "malformed"],
    ["a connection that is reset half-way", { ...long, resetAfter: 3 }, "malformed"],
    ["a connection that is reset at once", { resetAfter: 0 }, "unreachable"],
    ["a stream that stalls half-way", { ...long, stallAfter: 3 }, "timeout"],
    ["a stream that never begins", { ...long, stallAfter: 0 }, "timeout"],
    ["a server that never answers", { ...long, delayMs: 60_000 }, "timeout"],
    ["an event that is no JSON", { ...long, malformedAfter: 2 }, "malformed"],
    ["an error in mid-stream", { ...long, errorEvent: { message: "boom" }, errorAfter: 2 }, "server"],
    ["a rate limit in mid-stream", { ...long, errorEvent: { message: "slow down", code: 429 } }, "rate-limit"],
    ["an overflow in mid-stream", { ...long, errorEvent: { message: "Maximum context length is 4096" } }, "too-long"],
    ["a finish reason of error", { ...long, finish: "error" }, "server"],
    [
      "an error under status 200",
      { body: { error: { message: "no such model: x", code: "model_not_found" } } },
      "not-found",
    ],
    ["a page of HTML", { body: "<html>hello</html>", headers: { "content-type": "text/html" } }, "malformed"],
    [
      "a page of HTML that calls itself a stream",
      { body: "<html>", headers: { "content-type": "text/event-stream" } },
      "malformed",
    ],
    ["JSON of another kind", { body: { choices: "none" } }, "malformed"],
    ["half a document", { body: '{"choices":[', headers: { "content-type": "application/json" } }, "malformed"],
    ["plain text", { body: "hello" }, "malformed"],
  ];

  for (const [title, behaviour, kind] of broken) {
    it(`L8 ${title} ends as ${kind}`, async () => {
      const { error, tries } = await failure(behaviour);
      assert.equal(error.kind, kind);
      assert.equal(tries, 1);
      assert.equal(error.details.usage?.calls, 1);
      assert.match(error.message, /^\S.{15,}[.”]$/s);
      assert.ok(!/undefined|null|\[object|Error:/.test(error.message), error.message);
    });
  }

  it("L8 a reply that breaks off or stalls after its end is whole", async () => {
    for (const after of [
      { neverClose: true },
      { malformedAfter: 7 },
      { errorEvent: { message: "late" }, errorAfter: 7 },
    ]) {
      const server = await startScriptedServer({ reply: () => ({ ...long, usage: null, ...after }) });
      try {
        const { reply } = await call(modelAt(server.baseUrl, { timeLimits: { usageMs: 50 } }), ask("?"));
        assert.equal(reply.text, long.text);
        assert.equal(reply.usage.estimated, true);
      } finally {
        await server.close();
      }
    }
  });

  it("L8 the tokens of a broken reply are estimated and kept", async () => {
    const { error } = await failure({ ...long, cutAfter: 3 });
    assert.deepEqual([error.details.usage?.outputTokens, error.details.usage?.estimated], [8, true]);
  });

  it("L8 a reply without end is dropped", async () => {
    const { error } = await failure({ text: "x".repeat(17_000_000), chunkSize: 1_000_000 });
    assert.equal(error.kind, "malformed");
    assert.match(error.message, /more than any model writes/);
  });
});

describe("Chat Completions: refusals", () => {
  const refusals: readonly (readonly [string, ScriptedBehaviour, ModelErrorKind, string | undefined, RegExp])[] = [
    [
      "400",
      { status: 400, error: { message: "bad stuff" } },
      "refused",
      "show-log",
      /refused the request \(400\).*“bad stuff”/,
    ],
    ["401", { status: 401 }, "auth", "set-key", /does not accept the API key.*RLM: Set API Key/],
    ["402", { status: 402 }, "quota", "open-settings", /no credit left/],
    ["403", { status: 403 }, "auth", "set-key", /rights/],
    ["404 without a word", { status: 404, body: "" }, "not-found", "open-settings", /base URL.*\/v1/],
    [
      "404 of a model",
      { status: 404, error: { code: "model_not_found" } },
      "not-found",
      "choose-model",
      /no model “m”/,
    ],
    [
      "404 as Ollama says it",
      { status: 404, error: { message: 'model "m" not found' } },
      "not-found",
      "choose-model",
      /“m”/,
    ],
    ["408", { status: 408 }, "timeout", undefined, /./],
    ["413", { status: 413 }, "too-long", undefined, /smaller pieces/],
    [
      "a prompt over the window",
      { status: 400, error: { code: "context_length_exceeded" } },
      "too-long",
      undefined,
      /“m”/,
    ],
    [
      "a prompt over llama.cpp's window",
      { status: 400, error: { type: "exceed_context_size_error" } },
      "too-long",
      undefined,
      /./,
    ],
    [
      "a request over the limit of a minute",
      { status: 429, error: { message: "Request too large for m on TPM" } },
      "too-long",
      undefined,
      /./,
    ],
    ["429", { status: 429 }, "rate-limit", undefined, /gets more requests than it allows/],
    [
      "429 of a spent budget",
      { status: 429, error: { code: "insufficient_quota" } },
      "quota",
      "open-settings",
      /Add credit/,
    ],
    [
      "500",
      { status: 500, body: "<html>oops</html>" },
      "server",
      undefined,
      /failed to answer \(500\)\. Try again later\.$/,
    ],
    ["529", { status: 529 }, "server", undefined, /529/],
    [
      "a redirect",
      { status: 307, body: "", headers: { location: "http://elsewhere.example/v1" } },
      "not-found",
      "open-settings",
      /elsewhere/,
    ],
  ];

  for (const [title, behaviour, kind, action, message] of refusals) {
    it(`L7 L12 ${title} is ${kind}, with what to do`, async () => {
      const { error, address } = await failure(behaviour);
      assert.equal(error.kind, kind);
      assert.equal(error.details.action, action);
      assert.match(error.message, message);
      assert.ok(error.message.includes(address), error.message);
      assert.deepEqual([error.details.usage?.calls, error.details.usage?.inputTokens], [1, 0]);
    });
  }

  it("L12 a server that wants a key, where none is set, says so", async () => {
    const { error } = await failure({ status: 401 }, "");
    assert.match(error.message, /wants an API key.*none is set/);
    assert.equal(error.details.action, "set-key");
  });

  it("L6 says how long the provider asks to wait", async () => {
    const later = new Date(Date.now() + 90_000).toUTCString();
    const asked: readonly Readonly<Record<string, string>>[] = [
      { "retry-after": "2" },
      { "retry-after": "0.5" },
      { "retry-after-ms": "150" },
      { "retry-after": "120" },
    ];
    const refused = await Promise.all(asked.map((headers) => failure({ status: 429, headers })));
    const waits = refused.map(({ error }) => error.details.retryAfterMs);
    assert.deepEqual(waits, [2000, 500, 150, 120_000]);
    const date = (await failure({ status: 503, headers: { "retry-after": later } })).error.details.retryAfterMs;
    assert.ok(date !== undefined && date > 80_000 && date <= 90_000);
    const none = (await failure({ status: 429, headers: { "retry-after": "soon" } })).error.details.retryAfterMs;
    assert.equal(none, undefined);
  });

  it("L12 an unreachable server is named with host and port", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const address = closed.address();
    assert.ok(address !== null && typeof address === "object");
    await new Promise((resolve) => closed.close(resolve));
    const error = await failureOf(call(modelAt(`http://127.0.0.1:${address.port}/v1`), ask("?")));
    assert.equal(error.kind, "unreachable");
    assert.equal(error.details.action, "open-settings");
    assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${address.port}.*refused.*Start the server`));
  });

  it("L12 an unknown host is named", async () => {
    const error = await failureOf(call(modelAt("http://nowhere.invalid/v1"), ask("?")));
    assert.equal(error.kind, "unreachable");
    assert.match(error.message, /nowhere\.invalid:80/);
  });

  it("C6 a key that the server echoes is in no text", async () => {
    const echoes = [
      `Incorrect API key provided: ${KEY}.`,
      `Bad header Authorization: Bearer ${KEY}`,
      `see https://user:${KEY}@host/?api_key=${encodeURIComponent(KEY)}`,
    ];
    for (const message of echoes) {
      for (const status of [400, 401, 500]) {
        const { error } = await failure({ status, error: { message } });
        assert.ok(!error.message.includes(KEY), error.message);
        assert.ok(!JSON.stringify(error.details).includes(KEY));
        assert.equal(error.cause, undefined);
      }
    }
  });
});

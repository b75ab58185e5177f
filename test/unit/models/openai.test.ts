import { strict as assert } from "node:assert";
import { LLMock } from "@copilotkit/aimock";
import { ask, call, failureOf, modelAt, textOf } from "../../support/modelCalls";
import { startScriptedServer } from "../../support/scriptedServer";
import type { ScriptedReply, ScriptedServer } from "../../support/scriptedServer";

describe("Chat Completions: a request and its reply", () => {
  let server: ScriptedServer;
  let reply: ScriptedReply;

  beforeEach(async () => {
    reply = "hello";
    server = await startScriptedServer({ reply: () => reply });
  });

  afterEach(() => server.close());

  it("streams the reply in pieces that join to its text", async () => {
    reply = { text: "Grüße aus 東京, wo 👩‍🔬 forscht.\n  Ende. ", chunkSize: 3, splitBytes: 5 };
    const { reply: got, deltas } = await call(modelAt(server.baseUrl), ask("?"));
    assert.equal(got.text, "Grüße aus 東京, wo 👩‍🔬 forscht.\n  Ende. ");
    assert.equal(textOf(deltas), got.text);
    assert.ok(deltas.length > 5);
    assert.equal(got.finish, "stop");
  });

  it("speaks the wire of an independent mock server", async () => {
    const mock = new LLMock({ port: 0 });
    mock.onMessage("ping", { content: "pong, at length, in several chunks" });
    await mock.start();
    try {
      const { reply: got } = await call(modelAt(`${mock.url}/v1`, { apiKey: "k-123456" }), ask("ping"));
      assert.equal(got.text, "pong, at length, in several chunks");
      assert.equal(got.finish, "stop");
      assert.equal(got.usage.estimated, false);
      assert.ok(got.usage.inputTokens > 0 && got.usage.outputTokens > 0);
    } finally {
      await mock.stop();
    }
  });

  it("O8 sends the messages as they are, and nothing that was not asked for", async () => {
    const messages = [
      { role: "system", content: "S\r\n\u0000\ud83d\ude00 “q”" },
      { role: "user", content: "  U  \n" },
      { role: "assistant", content: "" },
      { role: "user", content: "last" },
    ] as const;
    await call(modelAt(server.baseUrl, { id: "some/model" }), { messages, purpose: "root" });
    const [request] = server.requests;
    assert.deepEqual(request?.json, {
      model: "some/model",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    const { host, connection, "content-length": length, ...headers } = request.headers;
    assert.ok(host !== undefined && connection !== undefined && length !== undefined);
    assert.deepEqual(Object.keys(headers).sort(), [
      "accept",
      "accept-encoding",
      "accept-language",
      "content-type",
      "sec-fetch-mode",
      "user-agent",
    ]);
  });

  it("C6 takes nothing from the environment, and sends the key only as a bearer token", async () => {
    const names = ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_CUSTOM_HEADERS"];
    const before = names.map((name) => process.env[name]);
    try {
      for (const name of names) process.env[name] = "x-from-env: leaked";
      process.env["OPENAI_BASE_URL"] = "http://127.0.0.1:9/v1";
      await call(modelAt(server.baseUrl, { apiKey: "the-right-key" }), ask("?"));
      await call(modelAt(server.baseUrl), ask("?"));
    } finally {
      names.forEach((name, i) => {
        const value = before[i];
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      });
    }
    const [withKey, without] = server.requests;
    assert.equal(withKey?.headers.authorization, "Bearer the-right-key");
    assert.equal(without?.headers.authorization, undefined);
    assert.ok(!JSON.stringify(server.requests).includes("leaked"));
  });

  it("keeps reasoning apart, whichever field it comes in", async () => {
    for (const reasoningField of ["reasoning_content", "reasoning"] as const) {
      reply = { text: "42", reasoning: "six times seven, carefully", reasoningField };
      const { reply: got, deltas } = await call(modelAt(server.baseUrl), ask("?"));
      assert.equal(got.text, "42");
      assert.equal(got.reasoning, "six times seven, carefully");
      assert.ok(deltas.some(({ kind }) => kind === "reasoning"));
      assert.equal(textOf(deltas), "42");
    }
  });

  it("reads content that comes as a list of parts", async () => {
    const parts = [
      { type: "thinking", thinking: [{ type: "text", text: "hm" }] },
      { type: "text", text: "yes" },
    ];
    reply = { body: { choices: [{ message: { content: parts }, finish_reason: "stop" }] } };
    const { reply: got } = await call(modelAt(server.baseUrl), ask("?"));
    assert.deepEqual([got.text, got.reasoning], ["yes", "hm"]);
  });

  it("says how the reply ended", async () => {
    const expected = { stop: "stop", length: "length", content_filter: "filter", eos: "stop" };
    for (const [finish, want] of Object.entries(expected)) {
      reply = { text: "some", finish };
      assert.equal((await call(modelAt(server.baseUrl), ask("?"))).reply.finish, want);
    }
  });

  it("takes a whole document from a server that does not stream", async () => {
    reply = { text: "all at once", ignoreStream: true };
    const { reply: got, deltas } = await call(modelAt(server.baseUrl), ask("?"));
    assert.equal(got.text, "all at once");
    assert.equal(textOf(deltas), "all at once");
    assert.equal(got.usage.estimated, false);
  });

  it("reads events with comments, other line ends and no space", async () => {
    const events = [
      ": PROCESSING",
      'event: message\r\ndata:{"choices":[{"delta":{"content":"a "}}]}',
      'data: {"choices":[{"index":1,"delta":{"content":"second choice"}},{"index":0,"delta":{"content":"b"}}]}',
      'data: {"choices":[{"delta":{},"finish_reason":""}]}',
      'data: {"choices":[{"delta":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":1}}',
      "data: [DONE]",
    ];
    reply = { body: `${events.join("\r\n\r\n")}\r\n\r\n`, headers: { "content-type": "text/event-stream" } };
    const { reply: got } = await call(modelAt(server.baseUrl), ask("?"));
    assert.deepEqual([got.text, got.usage.inputTokens], ["a b", 7]);
  });

  it("asks for a schema where one is given", async () => {
    const schema = { type: "object", properties: { n: { type: "number" } } };
    await call(modelAt(server.baseUrl), ask("?", { schema }));
    assert.deepEqual(server.requests[0]?.json["response_format"], {
      type: "json_schema",
      json_schema: { name: "answer", schema },
    });
  });

  it("names the token limit as the server knows it, and leaves out a temperature that the model refuses", async () => {
    const openAi = { endpoint: { listedAs: "openai", name: "OpenAI" } };
    const asked = ask("?", { maxTokens: 100, temperature: 0 });
    await call(modelAt(server.baseUrl), asked);
    await call(modelAt(server.baseUrl, { ...openAi, id: "gpt-4.1" }), asked);
    await call(modelAt(server.baseUrl, { ...openAi, id: "gpt-5.4" }), asked);
    const [local, chat, reasoner] = server.requests.map(({ json }) => json);
    assert.deepEqual(
      [local?.["max_tokens"], local?.["max_completion_tokens"], local?.["temperature"]],
      [100, undefined, 0],
    );
    assert.deepEqual(
      [chat?.["max_tokens"], chat?.["max_completion_tokens"], chat?.["temperature"]],
      [undefined, 100, 0],
    );
    assert.equal(reasoner?.["temperature"], undefined);
  });

  it("drops a field that the server refuses by name, once and for all", async () => {
    const refusals: Record<string, string> = {
      temperature: "Unsupported value: 'temperature' does not support 0 with this model.",
      max_tokens: "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead.",
      stream_options: "Extra inputs are not permitted: stream_options",
    };
    await server.close();
    server = await startScriptedServer({
      reply: ({ json }) => {
        const refused = Object.keys(refusals).find((name) => name in json);
        return refused === undefined ? "fine" : { status: 400, error: { message: refusals[refused] } };
      },
    });
    const model = modelAt(server.baseUrl);
    const { reply: got } = await call(model, ask("?", { maxTokens: 9, temperature: 0 }));
    assert.equal(got.text, "fine");
    assert.equal(got.usage.calls, 4);
    await call(model, ask("?", { maxTokens: 9, temperature: 0 }));
    assert.equal(server.requests.length, 5);
    assert.equal(server.requests[4]?.json["max_completion_tokens"], 9);
  });
});

describe("Chat Completions: what a model refuses", () => {
  it("L7 a value out of range is an error, not a reason to leave the field out", async () => {
    const message = "max_tokens is too large: 99999. This model supports at most 4096 completion tokens.";
    const server = await startScriptedServer({
      reply: () => ({ status: 400, error: { message, param: "max_tokens" } }),
    });
    try {
      const error = await failureOf(call(modelAt(server.baseUrl), ask("?", { maxTokens: 99_999 })));
      assert.equal(error.kind, "refused");
      assert.equal(server.requests.length, 1);
    } finally {
      await server.close();
    }
  });
});

describe("Chat Completions: usage and cost", () => {
  async function usageFrom(usage: Record<string, unknown> | null, text = "123456789") {
    const server = await startScriptedServer({ reply: () => ({ text, usage }) });
    try {
      return (await call(modelAt(server.baseUrl), ask("x".repeat(300)))).reply;
    } finally {
      await server.close();
    }
  }

  it("puts tokens into disjoint buckets", async () => {
    const { usage } = await usageFrom({
      prompt_tokens: 1000,
      completion_tokens: 200,
      total_tokens: 1200,
      prompt_tokens_details: { cached_tokens: 600, cache_write_tokens: 300 },
      completion_tokens_details: { reasoning_tokens: 150 },
    });
    assert.deepEqual(usage, {
      calls: 1,
      inputTokens: 100,
      cachedInputTokens: 600,
      cacheWriteTokens: 300,
      outputTokens: 200,
      reasoningTokens: 150,
      estimated: false,
    });
  });

  it("reads a prompt count without the cached tokens, as gateways translate it", async () => {
    const { usage } = await usageFrom({
      prompt_tokens: 14,
      completion_tokens: 5,
      total_tokens: 36,
      prompt_tokens_details: { cached_tokens: 17 },
    });
    assert.deepEqual([usage.inputTokens, usage.cachedInputTokens, usage.outputTokens], [14, 17, 5]);
  });

  it("counts reasoning that stands only in the total", async () => {
    const { usage } = await usageFrom({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 45 });
    assert.deepEqual([usage.inputTokens, usage.outputTokens, usage.reasoningTokens], [10, 35, 30]);
  });

  it("L8 estimates what is not reported, or is nonsense, and says so", async () => {
    const wrong: (Record<string, unknown> | null)[] = [
      null,
      { prompt_tokens: 0, completion_tokens: 0 },
      { prompt_tokens: -3, completion_tokens: "many" },
    ];
    for (const reported of wrong) {
      const { usage } = await usageFrom(reported);
      assert.deepEqual([usage.inputTokens, usage.outputTokens, usage.estimated], [100, 3, true]);
    }
  });

  it("takes the cost that the provider reports, and no nonsense", async () => {
    const counts = { prompt_tokens: 10, completion_tokens: 5 };
    assert.equal((await usageFrom({ ...counts, cost: 0.0125 })).costUsd, 0.0125);
    assert.equal((await usageFrom({ ...counts, cost: -1 })).costUsd, null);
    assert.equal((await usageFrom(counts)).costUsd, null);
  });
});

import { strict as assert } from "node:assert";
import { ModelError } from "../../../src/core/model";
import { connectModels } from "../../../src/models/connect";
import type { Connected, ConnectOptions } from "../../../src/models/connect";
import { ask, call, failureOf } from "../../support/modelCalls";
import { startScriptedServer } from "../../support/scriptedServer";

const NOTHING: ConnectOptions = {
  provider: "auto",
  baseUrl: null,
  apiKey: null,
  model: null,
  subModel: null,
  concurrency: null,
};

function connect(options: Partial<ConnectOptions>): Connected {
  return connectModels({ ...NOTHING, ...options });
}

function refusal(options: Partial<ConnectOptions>): ModelError {
  try {
    connect(options).dispose();
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error("The options should have been refused.");
}

describe("Connecting models", () => {
  it("L12 without key and base URL the offline model answers, and a notice says how to connect one", () => {
    for (const options of [{}, { baseUrl: " ", apiKey: "" }, { provider: "offline", apiKey: "some-key" }] as const) {
      const { root, sub, notice } = connect(options);
      assert.ok(root.capabilities.offline && sub.capabilities.offline);
      assert.match(notice ?? "", /No language model is connected.*RLM: Set API Key.*rlm\.baseUrl/);
    }
  });

  it("takes a sensible pair for OpenAI, with known windows and prices", () => {
    const { root, sub, notice } = connect({ apiKey: "some-key" });
    assert.deepEqual([root.id, sub.id, root.provider, notice], ["gpt-5.4", "gpt-5.4-mini", "OpenAI", null]);
    for (const { capabilities } of [root, sub]) {
      assert.ok(capabilities.contextKnown && capabilities.price !== null && !capabilities.offline);
    }
    const own = connect({ apiKey: "some-key", model: "gpt-5.5", subModel: "gpt-5-nano" });
    assert.deepEqual([own.root.id, own.sub.id], ["gpt-5.5", "gpt-5-nano"]);
  });

  it("L12 OpenAI without a key is refused, with the way to one", () => {
    const { kind, message, details } = refusal({ provider: "openai" });
    assert.deepEqual([kind, details.action], ["auth", "set-key"]);
    assert.match(message, /no API key.*RLM: Set API Key.*OPENAI_API_KEY/);
  });

  it("L13 trusts no price list for another server, whatever its models are called", () => {
    for (const baseUrl of ["http://localhost:8080/v1", "https://proxy.example/v1", "http://api.openai.com/v1"]) {
      const { root } = connect({ baseUrl, model: "gpt-5.4" });
      assert.equal(root.capabilities.price, null);
      assert.deepEqual([root.capabilities.contextKnown, root.capabilities.contextTokens], [false, 128_000]);
    }
    assert.notEqual(connect({ baseUrl: "https://api.openai.com/v1/", apiKey: "k" }).root.capabilities.price, null);
  });

  it("L11 refuses base URLs that can't be one, without repeating what they hold", () => {
    for (const baseUrl of [
      "localhost:11434",
      "ftp://x.example/v1",
      "not a url",
      "file:///etc/passwd",
      "javascript:1",
    ]) {
      const { message, details } = refusal({ baseUrl });
      assert.match(message, /rlm\.baseUrl/);
      assert.equal(details.action, "open-settings");
    }
    const { message } = refusal({ baseUrl: "https://me:hunter2@host.example/v1" });
    assert.match(message, /user name or password.*RLM: Set API Key/);
    assert.ok(!message.includes("hunter2"));
    assert.match(refusal({ baseUrl: "https://host.example/v1?key=hunter2" }).message, /query/);
  });

  it("L11 refuses a concurrency with which no request would ever be sent", () => {
    for (const concurrency of [0, -1, 1.5, Number.NaN]) {
      assert.match(refusal({ apiKey: "some-key", concurrency }).message, /rlm\.concurrency/);
    }
  });

  it("C6 refuses a key that no header can hold, without showing it", () => {
    const { kind, message } = refusal({ apiKey: "sk-abc\ndef ghi" });
    assert.equal(kind, "auth");
    assert.ok(!message.includes("abc"));
  });

  it("asks a server for its first chat model when none is named, once, and not before the first request", async () => {
    const models = ["nomic-embed-text", "llama-small", "llama-large"];
    const server = await startScriptedServer({ reply: ({ model }) => `I am ${model}.`, models });
    const connected = connect({ baseUrl: `${server.baseUrl}/chat/completions` });
    const { root, sub } = connected;
    try {
      assert.equal(server.modelRequests, 0);
      assert.equal((await call(root, ask("?"))).reply.text, "I am llama-small.");
      assert.equal((await call(sub, ask("?"))).reply.text, "I am llama-small.");
      assert.equal(root.id, "llama-small");
      assert.equal(server.modelRequests, 1);
    } finally {
      connected.dispose();
      await server.close();
    }
  });

  it("L12 names the setting where a server lists no model, or has too many to choose from", async () => {
    const server = await startScriptedServer({ reply: () => "?", models: [] });
    const connected = connect({ baseUrl: server.baseUrl });
    const { root } = connected;
    try {
      const { kind, message, details } = await failureOf(call(root, ask("?")));
      assert.deepEqual([kind, details.action], ["not-found", "choose-model"]);
      assert.match(message, /rlm\.model \(--model\)/);
      assert.equal(server.requests.length, 0);
    } finally {
      connected.dispose();
      await server.close();
    }
    assert.match(refusal({ baseUrl: "https://openrouter.ai/api/v1", apiKey: "k" }).message, /rlm\.model/);
  });

  it("root and sub-model share the limits of their endpoint", async () => {
    const server = await startScriptedServer({ reply: ({ prompt }) => ({ text: prompt, delayMs: 10 }) });
    const connected = connect({ baseUrl: server.baseUrl, model: "a", subModel: "b", concurrency: 2 });
    const { root, sub } = connected;
    try {
      await Promise.all([root, sub, root, sub, root, sub].map((model, i) => call(model, ask(String(i)))));
      assert.equal(server.peakInFlight, 2);
      assert.deepEqual(new Set(server.requests.map(({ model }) => model)), new Set(["a", "b"]));
    } finally {
      connected.dispose();
      await server.close();
    }
  });

  it("finds models by name, and none whose price is unknown where prices are known", () => {
    const openAi = connect({ apiKey: "some-key" });
    assert.equal(openAi.findModel("gpt-5.4-mini"), openAi.sub);
    assert.equal(openAi.findModel("gpt-5-nano"), openAi.findModel("gpt-5-nano"));
    assert.throws(() => openAi.findModel("gpt-99"), /no model “gpt-99”.*“gpt-5\.4” and “gpt-5\.4-mini”/);
    assert.equal(connect({ baseUrl: "http://localhost:1/v1" }).findModel("anything").id, "anything");
    const offline = connect({});
    assert.equal(offline.findModel(offline.sub.id).capabilities.offline, true);
    assert.throws(() => offline.findModel("gpt-5.4"), /No language model is connected/);
  });
});

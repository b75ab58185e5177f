import { ModelError, type Model, type ModelDelta, type ModelReply, type ModelRequest } from "../../src/core/model";
import type { Price } from "../../src/core/usage";

/** The words of a model, decided by the test: for one request, `index` counting from 0. */
export type Words = (
  request: ModelRequest,
  index: number,
  signal: AbortSignal,
) => string | ModelReply | Promise<string | ModelReply>;

/** A model in this process whose words the test decides. Its usage is exact: one token a character. */
export class ScriptedModel implements Model {
  readonly provider = "scripted";
  readonly capabilities;
  readonly requests: ModelRequest[] = [];

  constructor(
    private readonly words: Words,
    readonly id = "scripted",
    options: { readonly price?: Price | null; readonly contextTokens?: number; readonly contextKnown?: boolean } = {},
  ) {
    const { price = { input: 0, output: 0 }, contextTokens = 1_000_000, contextKnown = true } = options;
    this.capabilities = { contextTokens, contextKnown, maxOutputTokens: null, price, offline: false };
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelDelta, ModelReply, void> {
    if (signal.aborted) throw new ModelError("aborted", "cancelled");
    const words = await orAborted(
      Promise.resolve(this.words(request, this.requests.push(request) - 1, signal)),
      signal,
    );
    const reply = typeof words === "string" ? replyOf(words, request) : words;
    yield { kind: "text", text: reply.text };
    return reply;
  }
}

/** One cell as a reply. */
export function cell(code: string): string {
  return `\`\`\`repl\n${code}\n\`\`\``;
}

/** A model that gives these replies in order, the last one again and again. */
export function inTurn(...replies: readonly string[]): Words {
  return (_, index) => replies[Math.min(index, replies.length - 1)] ?? "";
}

function replyOf(text: string, request: ModelRequest): ModelReply {
  const inputTokens = request.messages.reduce((sum, message) => sum + message.content.length, 0);
  const usage = {
    calls: 1,
    inputTokens,
    cachedInputTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: text.length,
    reasoningTokens: 0,
    estimated: false,
  };
  return { text, reasoning: "", usage, finish: "stop", costUsd: null };
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(new ModelError("aborted", "cancelled"));
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

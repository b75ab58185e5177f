import { setImmediate } from "node:timers/promises";
import {
  ModelError,
  type Capabilities,
  type Model,
  type ModelDelta,
  type ModelReply,
  type ModelRequest,
} from "../../core/model";
import type { Usage } from "../../core/usage";
import { readConversation } from "./root/conversation";
import { rootReply } from "./root/rootReply";
import { subReply } from "./sub/subReply";

/** The names under which the offline model appears in events and settings. */
const ID = "offline";

/** Nothing is paid and nothing is cut: the window is only what a process can comfortably hold in one prompt. */
const CAPABILITIES: Capabilities = {
  contextTokens: 1_000_000,
  contextKnown: true,
  maxOutputTokens: null,
  price: { input: 0, output: 0 },
  offline: true,
};

/**
 * No language model at all: keyword search and extraction behind the interface of one. As root it writes cells that
 * look, search, ask and quote; as sub-model it picks sentences out of the text in its prompt. It keeps no state: all
 * that it knows is in the messages. Its replies depend on nothing else, so runs can be repeated exactly.
 */
export function createOfflineModels(): { readonly root: Model; readonly sub: Model } {
  const model: Model = { id: ID, provider: ID, capabilities: CAPABILITIES, stream };
  return { root: model, sub: model };
}

async function* stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelDelta, ModelReply, void> {
  throwIfAborted(signal);
  const conversation = readConversation(request.messages);
  const text = conversation === null ? subReply(request) : rootReply(conversation);
  for (const piece of piecesOf(text)) {
    await setImmediate();
    throwIfAborted(signal);
    yield { kind: "text", text: piece };
  }
  return { text, reasoning: "", usage: usageOf(request, text), finish: "stop", costUsd: 0 };
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new ModelError("aborted", "The request was cancelled.");
}

/** Whole lines, about four pieces a reply: enough to be seen streaming. */
function piecesOf(text: string): string[] {
  const lines = text.split(/(?<=\n)/);
  const size = Math.ceil(lines.length / 4);
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, i) =>
    lines.slice(i * size, (i + 1) * size).join(""),
  );
}

/** There are no tokens here; four characters count as one, and the usage says that it is an estimate. */
function usageOf(request: ModelRequest, reply: string): Usage {
  const characters = request.messages.reduce((sum, message) => sum + message.content.length, 0);
  return {
    calls: 1,
    inputTokens: Math.ceil(characters / 4),
    cachedInputTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: Math.ceil(reply.length / 4),
    reasoningTokens: 0,
    estimated: true,
  };
}

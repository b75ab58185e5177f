import { resolveLimits } from "../../../src/core/limits";
import type { ContextManifest, RunEvent, RunStart } from "../../../src/core/events";
import { NO_USAGE } from "../../../src/core/usage";

export const RUN = "20261122-101530-k3f9wq";

export const CONTEXT: ContextManifest = {
  name: "workspace shop",
  shape: "files",
  files: 2,
  bytes: 20,
  characters: 20,
  lines: 2,
  tokens: 5,
  roots: [{ label: "shop", uri: "file:///home/me/shop" }],
  entries: "[]",
  skipped: [],
};

export function runStart(more: Partial<RunStart> = {}): RunStart {
  const model = { id: "m", provider: "p", offline: false, contextTokens: 1000, contextKnown: true, price: null };
  return {
    type: "run.start",
    at: 0,
    run: RUN,
    schema: 1,
    startedAt: "2026-11-22T10:15:30.000Z",
    parent: null,
    depth: 0,
    question: "Where?",
    context: CONTEXT,
    models: { root: model, sub: model },
    limits: resolveLimits(),
    isolation: [],
    app: { name: "test", version: "0", host: "editor", pid: 1 },
    ...more,
  };
}

export function turnStart(turn: number): RunEvent {
  return { type: "turn.start", at: turn, run: RUN, turn, prompt: "Go on.", forced: false };
}

export function turnDelta(turn: number, text: string, kind: "text" | "reasoning" = "text"): RunEvent {
  return { type: "turn.delta", at: turn, run: RUN, turn, kind, text };
}

export function turnReply(turn: number, reply: string, costUsd: number | null = 0.02): RunEvent {
  const usage = { ...NO_USAGE, calls: 1, inputTokens: 10, outputTokens: 5 };
  return { type: "turn.reply", at: turn, run: RUN, turn, reply, reasoning: "", finish: "stop", usage, costUsd, ms: 5 };
}

export function runEnd(): RunEvent {
  const totals = { turns: 1, subQueries: 0, fromMemory: 0, depth: 0, usage: NO_USAGE, costUsd: 0, ms: 10 };
  return { type: "run.end", at: 10, run: RUN, status: "answered", answer: "Here.", reason: null, totals };
}

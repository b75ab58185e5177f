import * as v from "valibot";
import type { ContextManifest, Limits, ModelInfo, RunReason, RunTotals, VariableInfo } from "../core/events";
import type { Text } from "../core/text";
import type { Usage } from "../core/usage";

/** A schema that reads foreign data as `T`: the compiler keeps it equal to the type in core. */
type Reads<T> = v.GenericSchema<unknown, T>;

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const amount = v.pipe(v.number(), v.minValue(0));
export const milliseconds = amount;
export const usd = v.nullable(amount);
export const strings = v.array(v.string());

export const text: Reads<Text> = v.union([
  v.string(),
  v.object({ ref: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), length: count, head: v.string() }),
]);

export const usage: Reads<Usage> = v.object({
  calls: count,
  inputTokens: count,
  cachedInputTokens: count,
  cacheWriteTokens: count,
  outputTokens: count,
  reasoningTokens: count,
  estimated: v.boolean(),
});

export const modelInfo: Reads<ModelInfo> = v.object({
  id: v.string(),
  provider: v.string(),
  offline: v.boolean(),
  contextTokens: count,
  contextKnown: v.boolean(),
  price: v.nullable(
    v.object({ input: amount, output: amount, cacheRead: v.optional(amount), cacheWrite: v.optional(amount) }),
  ),
});

export const contextManifest: Reads<ContextManifest> = v.object({
  name: v.string(),
  shape: v.picklist(["text", "json", "table", "records", "files", "none", "named"]),
  files: count,
  bytes: count,
  characters: count,
  lines: count,
  tokens: count,
  roots: v.array(v.object({ label: v.string(), uri: v.string() })),
  entries: text,
  skipped: v.array(
    v.object({
      reason: v.picklist(["binary", "too-large", "unreadable", "ignored", "symlink", "limit", "undecodable"]),
      text: v.string(),
      count,
      examples: strings,
    }),
  ),
});

export const limits: Reads<Limits> = v.object({
  maxTurns: count,
  maxSubQueries: count,
  maxDepth: count,
  maxCostUsd: usd,
  maxTokens: v.nullable(count),
  timeoutMs: milliseconds,
  cellTimeoutMs: milliseconds,
  maxErrorsInRow: count,
  outputChars: count,
});

export const variable: Reads<VariableInfo> = v.object({
  name: v.string(),
  type: v.string(),
  size: v.string(),
  preview: v.string(),
  changed: v.boolean(),
});

export const reason: Reads<RunReason> = v.object({
  code: v.picklist(["turns", "sub-queries", "cost", "tokens", "time", "errors", "user", "model", "repl", "internal"]),
  text: v.string(),
  action: v.nullable(v.picklist(["set-key", "open-settings", "choose-model", "show-log"])),
});

export const totals: Reads<RunTotals> = v.object({
  turns: count,
  subQueries: count,
  fromMemory: count,
  depth: count,
  usage,
  costUsd: usd,
  ms: milliseconds,
});

import * as v from "valibot";
import type { RunEvent } from "../core/events";
import {
  contextManifest,
  count,
  limits,
  milliseconds,
  modelInfo,
  reason,
  strings,
  text,
  totals,
  usage,
  usd,
  variable,
} from "./fieldSchemas";

/** One schema for each type of event that is saved; the compiler keeps each equal to the event's own type. */
type EventSchemas = {
  readonly [T in Exclude<RunEvent["type"], "turn.delta">]: v.GenericSchema<unknown, Extract<RunEvent, { type: T }>>;
};

const base = { at: milliseconds, run: v.string() };

export const EVENT_SCHEMAS: EventSchemas = {
  "run.start": v.object({
    ...base,
    type: v.literal("run.start"),
    schema: count,
    startedAt: v.string(),
    parent: v.nullable(v.object({ run: v.string(), query: count })),
    depth: count,
    question: text,
    context: contextManifest,
    models: v.object({ root: modelInfo, sub: modelInfo }),
    limits,
    isolation: strings,
    app: v.object({
      name: v.string(),
      version: v.string(),
      host: v.picklist(["editor", "cli", "library"]),
      pid: count,
    }),
  }),
  "turn.start": v.object({ ...base, type: v.literal("turn.start"), turn: count, prompt: text, forced: v.boolean() }),
  "turn.reply": v.object({
    ...base,
    type: v.literal("turn.reply"),
    turn: count,
    reply: text,
    reasoning: text,
    finish: v.picklist(["stop", "length", "filter"]),
    usage,
    costUsd: usd,
    ms: milliseconds,
  }),
  "cell.start": v.object({ ...base, type: v.literal("cell.start"), turn: count, cell: count, code: text }),
  "cell.output": v.object({ ...base, type: v.literal("cell.output"), cell: count, text }),
  "cell.end": v.object({
    ...base,
    type: v.literal("cell.end"),
    cell: count,
    value: v.nullable(text),
    error: v.nullable(
      v.object({ name: v.string(), message: v.string(), line: v.nullable(count), column: v.nullable(count) }),
    ),
    final: v.nullable(text),
    outputChars: count,
    droppedChars: count,
    variables: v.array(variable),
    restart: v.nullable(
      v.object({
        reason: v.picklist(["time", "memory", "crash", "protocol"]),
        text: v.string(),
        kept: strings,
        lost: strings,
      }),
    ),
    ms: milliseconds,
  }),
  "query.start": v.object({
    ...base,
    type: v.literal("query.start"),
    query: count,
    cell: count,
    kind: v.picklist(["llm", "rlm"]),
    batch: v.nullable(v.object({ index: count, size: count })),
    model: v.string(),
    prompt: text,
  }),
  "query.end": v.object({
    ...base,
    type: v.literal("query.end"),
    query: count,
    status: v.picklist(["ok", "error", "cancelled"]),
    reply: text,
    error: v.nullable(v.string()),
    fromMemory: v.boolean(),
    usage,
    costUsd: usd,
    ms: milliseconds,
    childRun: v.nullable(v.string()),
  }),
  note: v.object({
    ...base,
    type: v.literal("note"),
    level: v.picklist(["info", "warning", "error"]),
    text: v.string(),
    turn: v.nullable(count),
    cell: v.nullable(count),
  }),
  "run.end": v.object({
    ...base,
    type: v.literal("run.end"),
    status: v.picklist(["answered", "forced", "stopped", "failed"]),
    answer: v.nullable(text),
    reason: v.nullable(reason),
    totals,
  }),
};

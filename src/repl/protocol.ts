import * as v from "valibot";
import { MAX_BATCH } from "./bounds";

/**
 * The frames between the host and a worker: one JSON object a line, both ways. Text that may be long goes in pieces, so
 * that no line takes either side long to read. Whatever does not fit these schemas ends the worker.
 */

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const short = v.pipe(v.string(), v.maxLength(500));
const words = v.pipe(v.string(), v.maxLength(100_000));

const corpusEntry = v.strictObject({
  path: v.string(),
  offset: count,
  bytes: count,
  ascii: v.boolean(),
  characters: count,
  lines: count,
  language: v.string(),
  firstLine: count,
});

const hostFrame = v.variant("t", [
  v.strictObject({ t: v.literal("entries"), entries: v.array(corpusEntry) }),
  v.strictObject({
    t: v.literal("part"),
    name: v.nullable(v.string()),
    shape: v.picklist(["text", "json", "table", "records", "files", "none"]),
    first: count,
    count,
  }),
  v.strictObject({ t: v.literal("history"), question: v.string(), answer: v.nullable(v.string()) }),
  /** A plain-data variable of the worker that this one replaces. */
  v.strictObject({ t: v.literal("restore"), name: v.string(), data: v.string() }),
  /** All is there: lock the process down. `cacheBytes` bounds the texts that are kept at hand. */
  v.strictObject({ t: v.literal("boot"), cacheBytes: count }),
  /** `left`: ms of the cell's time; null: not counting now. */
  v.strictObject({ t: v.literal("cell"), cell: id, code: v.string(), left: v.nullable(count) }),
  v.strictObject({
    t: v.literal("reply"),
    cell: id,
    call: id,
    index: count,
    ok: v.boolean(),
    text: v.string(),
    /** More of the same reply follows. */
    more: v.boolean(),
  }),
  v.strictObject({ t: v.literal("replied"), cell: id, call: id }),
  /** The cell's time has stopped or goes on. */
  v.strictObject({ t: v.literal("time"), cell: id, left: v.nullable(count) }),
  /** End the running cell softly. */
  v.strictObject({ t: v.literal("stop"), cell: id }),
]);

export type HostFrame = v.InferOutput<typeof hostFrame>;

const options = v.strictObject({
  model: v.optional(short),
  system: v.optional(v.pipe(v.string(), v.maxLength(1_000_000))),
  maxTokens: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  temperature: v.optional(v.pipe(v.number(), v.finite())),
  maxTurns: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  schema: v.optional(v.unknown()),
});

const place = v.nullable(count);

const variable = v.strictObject({ name: short, type: short, size: short, preview: short, changed: v.boolean() });

const workerFrame = v.variant("t", [
  v.strictObject({ t: v.literal("ready") }),
  /** An interrupt has arrived, whatever it met. */
  v.strictObject({ t: v.literal("interrupted") }),
  /** A piece of what a cell printed, of its value, or of its final. */
  v.strictObject({ t: v.literal("text"), c: id, slot: v.picklist(["out", "value", "final", "draft"]), s: v.string() }),
  /** A sub-query or a batch begins; its prompts follow as `prompt` frames, then `send`. */
  v.strictObject({
    t: v.literal("call"),
    c: id,
    id,
    kind: v.picklist(["llm", "rlm"]),
    batch: v.boolean(),
    n: v.pipe(count, v.maxValue(MAX_BATCH)),
    o: options,
  }),
  v.strictObject({
    t: v.literal("prompt"),
    c: id,
    id,
    i: count,
    part: v.picklist(["prompt", "text", "json"]),
    s: v.string(),
  }),
  v.strictObject({ t: v.literal("send"), c: id, id }),
  v.strictObject({
    t: v.literal("done"),
    c: id,
    ended: v.picklist(["value", "error", "stopped"]),
    /** `stopped` only: code was running, as opposed to waiting. */
    busy: v.boolean(),
    value: v.boolean(),
    error: v.nullable(v.strictObject({ name: short, message: words, line: place, column: place })),
    final: v.nullable(
      v.strictObject({
        by: v.picklist(["FINAL", "FINAL_VAR", "answer"]),
        kind: v.picklist(["string", "json", "other"]),
        literal: v.boolean(),
      }),
    ),
    refused: v.nullable(words),
    draft: v.boolean(),
    touched: v.boolean(),
    chars: count,
    dropped: count,
    variables: v.pipe(v.array(variable), v.maxLength(1000)),
    notes: v.pipe(v.array(words), v.maxLength(100)),
  }),
  /** A piece of a variable's data, as of the end of the cell. */
  v.strictObject({ t: v.literal("keep"), c: id, name: short, first: v.boolean(), s: v.string() }),
  /** All variables that can be restored; those without `keep` frames in this cell are as they were. */
  v.strictObject({ t: v.literal("kept"), c: id, names: v.pipe(v.array(short), v.maxLength(100_000)) }),
]);

export type WorkerFrame = v.InferOutput<typeof workerFrame>;

/** Reads a line from the host; throws on anything that is not a frame. */
export function parseHostFrame(line: string): HostFrame {
  return v.parse(hostFrame, JSON.parse(line));
}

/** Reads a line from a worker, which may be hostile; null for anything that is not a frame. */
export function parseWorkerFrame(line: string): WorkerFrame | null {
  try {
    const parsed = v.safeParse(workerFrame, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

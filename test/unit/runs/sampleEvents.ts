import { NO_USAGE } from "../../../src/core/usage";
import type { CellOutput, RunEnd, RunEvent, RunStart } from "../../../src/core/events";

const usage = { ...NO_USAGE, calls: 1, inputTokens: 100, outputTokens: 20 };
const model = {
  id: "m",
  provider: "scripted",
  offline: false,
  contextTokens: 128_000,
  contextKnown: false,
  price: null,
};

export function runStart(run: string, question = "How many?", pid = process.pid): RunStart {
  return {
    type: "run.start",
    at: 0,
    run,
    schema: 1,
    startedAt: new Date().toISOString(),
    parent: null,
    depth: 0,
    question,
    context: {
      name: "3 files",
      shape: "files",
      files: 3,
      bytes: 30,
      characters: 30,
      lines: 3,
      tokens: 10,
      roots: [{ label: "work", uri: "file:///work" }],
      entries: "[]",
      skipped: [{ reason: "binary", text: "Binary files.", count: 1, examples: ["a.png"] }],
    },
    models: {
      root: model,
      sub: { ...model, price: { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 1.25 } },
    },
    limits: {
      maxTurns: 20,
      maxSubQueries: 500,
      maxDepth: 1,
      maxCostUsd: 5,
      maxTokens: null,
      timeoutMs: 900_000,
      cellTimeoutMs: 30_000,
      maxErrorsInRow: 5,
      outputChars: 8_000,
    },
    isolation: ["process"],
    app: { name: "test", version: "0", host: "library", pid },
  };
}

export function output(run: string, text: string, cell = 1): CellOutput {
  return { type: "cell.output", at: 15, run, cell, text };
}

export function runEnd(run: string, answer: string | null = "3"): RunEnd {
  return {
    type: "run.end",
    at: 50,
    run,
    status: "answered",
    answer,
    reason: null,
    totals: { turns: 1, subQueries: 1, fromMemory: 0, depth: 1, usage, costUsd: 0.25, ms: 50 },
  };
}

/** A whole run with every type of event that is saved, and every field that may be null both ways. */
export function wholeRun(run: string): readonly RunEvent[] {
  return [
    runStart(run),
    { type: "turn.start", at: 1, run, turn: 1, prompt: "Begin.", forced: false },
    {
      type: "turn.reply",
      at: 10,
      run,
      turn: 1,
      reply: "```repl\n1\n```",
      reasoning: "",
      finish: "stop",
      usage,
      costUsd: 0.125,
      ms: 9,
    },
    { type: "cell.start", at: 11, run, turn: 1, cell: 1, code: "1" },
    output(run, "got\n"),
    {
      type: "query.start",
      at: 16,
      run,
      query: 1,
      cell: 1,
      kind: "llm",
      batch: { index: 0, size: 1 },
      model: "m",
      prompt: "Count.",
    },
    {
      type: "query.end",
      at: 20,
      run,
      query: 1,
      status: "ok",
      reply: "3",
      error: null,
      fromMemory: false,
      usage,
      costUsd: 0.125,
      ms: 4,
      childRun: null,
    },
    { type: "query.start", at: 21, run, query: 2, cell: 1, kind: "rlm", batch: null, model: "m", prompt: "Again." },
    {
      type: "query.end",
      at: 22,
      run,
      query: 2,
      status: "error",
      reply: "",
      error: "no",
      fromMemory: false,
      usage: NO_USAGE,
      costUsd: null,
      ms: 1,
      childRun: `${run}/1`,
    },
    {
      type: "cell.end",
      at: 30,
      run,
      cell: 1,
      value: null,
      error: { name: "TypeError", message: "x", line: 1, column: null },
      final: "3",
      outputChars: 4,
      droppedChars: 0,
      variables: [{ name: "x", type: "string", size: "3 characters", preview: "abc", changed: true }],
      restart: { reason: "time", text: "killed", kept: ["x"], lost: ["y"] },
      ms: 19,
    },
    { type: "note", at: 31, run, level: "warning", text: "FINAL was called twice.", turn: 1, cell: null },
    { ...runEnd(run), status: "stopped", reason: { code: "user", text: "Stopped.", action: null } },
  ];
}

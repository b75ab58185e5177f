import type {
  CellEnd,
  CellError,
  ModelInfo,
  Note,
  QueryEnd,
  QueryStart,
  RunEnd,
  RunEvent,
  RunStart,
  RunTotals,
  VariableInfo,
} from "../../src/core/events";
import type { Text } from "../../src/core/text";
import { NO_USAGE, type Usage } from "../../src/core/usage";

/** The events of a run, made one after the other as an engine would: every call is a moment later than the last. */
export class RunEvents {
  readonly events: RunEvent[] = [];
  private at = 0;
  private turns = 0;
  private cells = 0;
  private queries = 0;

  constructor(
    readonly run = "r1",
    start: Partial<RunStart> = {},
  ) {
    this.add({ ...runStart(run), ...start });
  }

  /** Lets time pass, in ms. */
  wait(ms: number): this {
    this.at += ms;
    return this;
  }

  add(event: RunEvent): this {
    this.events.push({ ...event, at: this.at });
    return this;
  }

  turn(prompt: Text = "What next?", forced = false): number {
    this.turns += 1;
    this.add({ type: "turn.start", at: 0, run: this.run, turn: this.turns, prompt, forced });
    return this.turns;
  }

  delta(text: string, kind: "text" | "reasoning" = "text"): this {
    return this.add({ type: "turn.delta", at: 0, run: this.run, turn: this.turns, kind, text });
  }

  reply(reply: Text, spent: Partial<Spent> = {}, reasoning: Text = ""): this {
    const { usage, costUsd, ms } = { ...SPENT, ...spent };
    this.wait(ms);
    return this.add({
      type: "turn.reply",
      at: 0,
      run: this.run,
      turn: this.turns,
      reply,
      reasoning,
      finish: "stop",
      usage,
      costUsd,
      ms,
    });
  }

  cell(code: Text): number {
    this.cells += 1;
    this.add({ type: "cell.start", at: 0, run: this.run, turn: this.turns, cell: this.cells, code });
    return this.cells;
  }

  output(text: Text): this {
    return this.add({ type: "cell.output", at: 0, run: this.run, cell: this.cells, text });
  }

  endCell(end: Partial<Omit<CellEnd, "type" | "run" | "cell">> = {}): this {
    const ms = end.ms ?? 20;
    this.wait(ms);
    return this.add({ ...cellEnd(this.run, this.cells), ...end, ms });
  }

  query(prompt: Text, start: Partial<QueryStart> = {}): number {
    this.queries += 1;
    this.add({
      type: "query.start",
      at: 0,
      run: this.run,
      query: this.queries,
      cell: this.cells,
      kind: "llm",
      batch: null,
      model: "gpt-mini",
      prompt,
      ...start,
    });
    return this.queries;
  }

  endQuery(query: number, reply: Text, end: Partial<QueryEnd> = {}): this {
    return this.add({
      type: "query.end",
      at: 0,
      run: this.run,
      query,
      status: "ok",
      reply,
      error: null,
      fromMemory: false,
      usage: usage(200, 20),
      costUsd: 0.0001,
      ms: 400,
      childRun: null,
      ...end,
    });
  }

  note(text: string, level: Note["level"] = "warning", place: { turn?: number; cell?: number } = {}): this {
    const { turn = null, cell = null } = place;
    return this.add({ type: "note", at: 0, run: this.run, level, text, turn, cell });
  }

  end(status: RunEnd["status"], answer: Text | null, end: Partial<RunEnd> & { totals?: RunTotals } = {}): this {
    const totals = { ...runTotals(), turns: this.turns, subQueries: this.queries, ms: this.at };
    return this.add({ type: "run.end", at: 0, run: this.run, status, answer, reason: null, totals, ...end });
  }
}

interface Spent {
  readonly usage: Usage;
  readonly costUsd: number | null;
  readonly ms: number;
}

export function usage(inputTokens: number, outputTokens: number): Usage {
  return { ...NO_USAGE, calls: 1, inputTokens, outputTokens };
}

const SPENT: Spent = { usage: usage(1000, 100), costUsd: 0.002, ms: 1500 };

export function modelInfo(id: string, more: Partial<ModelInfo> = {}): ModelInfo {
  return {
    id,
    provider: "openai",
    offline: false,
    contextTokens: 128_000,
    contextKnown: true,
    price: { input: 2, output: 8 },
    ...more,
  };
}

export function runStart(run: string): RunStart {
  return {
    type: "run.start",
    at: 0,
    run,
    schema: 1,
    startedAt: new Date().toISOString(),
    parent: null,
    depth: 0,
    question: "Which module validates the coupon codes?",
    context: {
      name: "workspace shop",
      shape: "files",
      files: 214,
      bytes: 1_240_000,
      characters: 1_238_000,
      lines: 38_412,
      tokens: 310_000,
      roots: [],
      entries: "[]",
      skipped: [],
    },
    models: { root: modelInfo("gpt-large"), sub: modelInfo("gpt-mini", { price: { input: 0.2, output: 0.8 } }) },
    limits: {
      maxTurns: 20,
      maxSubQueries: 500,
      maxDepth: 1,
      maxCostUsd: 5,
      maxTokens: null,
      timeoutMs: 900_000,
      cellTimeoutMs: 30_000,
      maxErrorsInRow: 5,
      outputChars: 8000,
    },
    isolation: ["process", "permission-model", "vm"],
    app: { name: "rlm", version: "0.1.0", host: "editor", pid: 1 },
  };
}

function cellEnd(run: string, cell: number): CellEnd {
  return {
    type: "cell.end",
    at: 0,
    run,
    cell,
    value: null,
    error: null,
    final: null,
    outputChars: 0,
    droppedChars: 0,
    variables: [],
    restart: null,
    ms: 0,
  };
}

export function cellError(message: string, line: number | null = null): CellError {
  return { name: "TypeError", message, line, column: line === null ? null : 5 };
}

export function variable(name: string, type: string, size: string, preview: string): VariableInfo {
  return { name, type, size, preview, changed: true };
}

export function runTotals(): RunTotals {
  return { turns: 0, subQueries: 0, fromMemory: 0, depth: 1, usage: usage(5000, 500), costUsd: 0.01, ms: 0 };
}

import type { ContextShape } from "./corpus";
import type { ErrorAction, Finish } from "./model";
import type { Text } from "./text";
import type { Price, Usage } from "./usage";

/** Version of the saved form of these events; line 1 of a log carries it. */
export const SCHEMA_VERSION = 1;

/**
 * Every fact of a run. The engine makes them, and everybody else only reads them: store, panel, tree, status bar,
 * command line, exporters.
 *
 * `run` names the run the event belongs to: the root run's id, or `<parent>/<n>` for the n-th child run of a tree.
 * `at` is ms since the root run began, monotonic. Turns count from 1 within their run; cells and queries count from 1
 * within the tree.
 */
export type RunEvent =
  | RunStart
  | TurnStart
  | TurnDelta
  | TurnReply
  | CellStart
  | CellOutput
  | CellEnd
  | QueryStart
  | QueryEnd
  | Note
  | RunEnd;

interface EventBase {
  readonly at: number;
  readonly run: string;
}

export interface RunStart extends EventBase {
  readonly type: "run.start";
  readonly schema: number;
  /** ISO 8601, wall clock. */
  readonly startedAt: string;
  /** The sub-query that started this child run; null for a root run. */
  readonly parent: { readonly run: string; readonly query: number } | null;
  readonly depth: number;
  readonly question: Text;
  readonly context: ContextManifest;
  readonly models: { readonly root: ModelInfo; readonly sub: ModelInfo };
  readonly limits: Limits;
  /** The layers of isolation around the cells. */
  readonly isolation: readonly string[];
  readonly app: AppInfo;
}

export interface AppInfo {
  readonly name: string;
  readonly version: string;
  readonly host: "editor" | "cli" | "library";
  /** The writing process, so that a reader can tell a running log from an interrupted one. */
  readonly pid: number;
}

export interface ModelInfo {
  readonly id: string;
  readonly provider: string;
  readonly offline: boolean;
  readonly contextTokens: number;
  readonly contextKnown: boolean;
  readonly price: Price | null;
}

/** What the run was asked about: names, sizes and hashes, never contents. */
export interface ContextManifest {
  /** For people: "workspace shop", "3 files", "selection of src/a.ts". */
  readonly name: string;
  readonly shape: ContextShape | "named";
  readonly files: number;
  readonly bytes: number;
  readonly characters: number;
  readonly lines: number;
  /** Estimated. */
  readonly tokens: number;
  /** The folders that entry paths are relative to; a path starts with `label/` where there is more than one. */
  readonly roots: readonly { readonly label: string; readonly uri: string }[];
  /** JSON: one `ManifestEntry` a file. By reference when large. */
  readonly entries: Text;
  /** What was left out, by reason, with a few examples each. */
  readonly skipped: readonly SkippedFiles[];
}

/** path, bytes on disk, characters, lines, SHA-256 of the decoded text in UTF-8 (hex), the editor's first line. */
export type ManifestEntry = readonly [
  path: string,
  bytes: number,
  characters: number,
  lines: number,
  hash: string,
  firstLine: number,
];

export interface SkippedFiles {
  readonly reason: "binary" | "too-large" | "unreadable" | "ignored" | "symlink" | "limit" | "undecodable";
  /** For people, with what to do about it where there is something. */
  readonly text: string;
  readonly count: number;
  readonly examples: readonly string[];
}

/** Limits of a whole run tree; `null` is none. See the command line's options of the same names. */
export interface Limits {
  readonly maxTurns: number;
  readonly maxSubQueries: number;
  readonly maxDepth: number;
  readonly maxCostUsd: number | null;
  readonly maxTokens: number | null;
  readonly timeoutMs: number;
  readonly cellTimeoutMs: number;
  /** Turns in a row whose cells all failed. */
  readonly maxErrorsInRow: number;
  /** Characters of a turn's output that the root model sees. */
  readonly outputChars: number;
}

export interface TurnStart extends EventBase {
  readonly type: "turn.start";
  readonly turn: number;
  /** The newest message of the request: what the model is told in this turn. */
  readonly prompt: Text;
  /** True for the last call that asks for the answer when the turns have run out. */
  readonly forced: boolean;
}

/** A piece of a reply while it streams. Shown live, never saved: the reply follows whole. */
export interface TurnDelta extends EventBase {
  readonly type: "turn.delta";
  readonly turn: number;
  readonly kind: "text" | "reasoning";
  readonly text: string;
  /** The try before this one failed: what it had streamed of this turn counts for nothing. */
  readonly restart?: true;
}

export interface TurnReply extends EventBase {
  readonly type: "turn.reply";
  readonly turn: number;
  readonly reply: Text;
  readonly reasoning: Text;
  readonly finish: Finish;
  readonly usage: Usage;
  /** USD; null: unknown. */
  readonly costUsd: number | null;
  readonly ms: number;
}

export interface CellStart extends EventBase {
  readonly type: "cell.start";
  readonly turn: number;
  readonly cell: number;
  readonly code: Text;
}

export interface CellOutput extends EventBase {
  readonly type: "cell.output";
  readonly cell: number;
  readonly text: Text;
}

export interface CellEnd extends EventBase {
  readonly type: "cell.end";
  readonly cell: number;
  readonly value: Text | null;
  readonly error: CellError | null;
  /** The answer this cell gave, accepted or held back. */
  readonly final: Text | null;
  readonly outputChars: number;
  readonly droppedChars: number;
  readonly variables: readonly VariableInfo[];
  readonly restart: RestartInfo | null;
  readonly ms: number;
}

export interface CellError {
  readonly name: string;
  readonly message: string;
  /** Where in the cell, counting from 1; null where unknown. */
  readonly line: number | null;
  readonly column: number | null;
}

export interface VariableInfo {
  readonly name: string;
  /** `string`, `array`, `object`, `function`, … */
  readonly type: string;
  /** For people: "12,345 characters", "20 items"; empty where there is nothing to say. */
  readonly size: string;
  readonly preview: string;
  readonly changed: boolean;
}

export interface RestartInfo {
  readonly reason: "time" | "memory" | "crash" | "protocol";
  /** For people and the model: what happened. */
  readonly text: string;
  /** Variables that came back, and those that did not. */
  readonly kept: readonly string[];
  readonly lost: readonly string[];
}

export interface QueryStart extends EventBase {
  readonly type: "query.start";
  readonly query: number;
  readonly cell: number;
  readonly kind: "llm" | "rlm";
  /** Place in a batch; null for a single query. */
  readonly batch: { readonly index: number; readonly size: number } | null;
  readonly model: string;
  readonly prompt: Text;
}

export interface QueryEnd extends EventBase {
  readonly type: "query.end";
  readonly query: number;
  readonly status: "ok" | "error" | "cancelled";
  readonly reply: Text;
  readonly error: string | null;
  readonly fromMemory: boolean;
  readonly usage: Usage;
  readonly costUsd: number | null;
  readonly ms: number;
  /** The child run that answered it; null for a plain call. */
  readonly childRun: string | null;
}

/** Something that the model was told, or that a person should know. */
export interface Note extends EventBase {
  readonly type: "note";
  readonly level: "info" | "warning" | "error";
  readonly text: string;
  readonly turn: number | null;
  readonly cell: number | null;
}

/** `forced`: turns ran out, the answer is from what was known. `stopped`: a limit or the user. */
export type RunStatus = "answered" | "forced" | "stopped" | "failed";

export interface RunEnd extends EventBase {
  readonly type: "run.end";
  readonly status: RunStatus;
  /** The answer; the best partial one unless `status` is `answered`; null where there is none. */
  readonly answer: Text | null;
  readonly reason: RunReason | null;
  readonly totals: RunTotals;
}

export type ReasonCode =
  "turns" | "sub-queries" | "cost" | "tokens" | "time" | "errors" | "user" | "model" | "repl" | "internal";

export interface RunReason {
  readonly code: ReasonCode;
  /** For people: what happened, why, what to do next. */
  readonly text: string;
  readonly action: ErrorAction | null;
}

/** Sums over the run and its child runs. */
export interface RunTotals {
  readonly turns: number;
  readonly subQueries: number;
  /** Sub-queries that were answered from memory, free. */
  readonly fromMemory: number;
  /** Deepest level that was reached: 0 no sub-queries, 1 plain ones, 2 and more child runs. */
  readonly depth: number;
  readonly usage: Usage;
  readonly costUsd: number | null;
  readonly ms: number;
}

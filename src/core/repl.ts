import type { Corpus } from "./corpus";
import type { CellError, RestartInfo, VariableInfo } from "./events";

/** Opens REPLs. `repl/` holds the implementation: a process of its own for each. */
export interface ReplFactory {
  open(options: ReplOptions): Promise<Repl>;
}

export interface ReplOptions {
  readonly corpus: Corpus;
  /** Wall time of one cell in ms, not counting the time in which its model requests are in flight. */
  readonly cellTimeoutMs: number;
  /** Earlier questions and answers of the session, oldest first; the variable `history`. */
  readonly history: readonly HistoryEntry[];
}

export interface HistoryEntry {
  readonly question: string;
  readonly answer: string | null;
}

/** One REPL: state that lives from cell to cell. Cells run one at a time. */
export interface Repl {
  /** The layers of isolation that are at work, for people: `process`, `permission-model`, … */
  readonly isolation: readonly string[];
  /**
   * Runs one cell. Never rejects for anything that code in a cell can do; an aborted signal ends the cell with
   * `error.name` `CancelledError` within a second.
   */
  run(cell: CellRequest, handlers: CellHandlers, signal: AbortSignal): Promise<CellResult>;
  dispose(): Promise<void>;
}

export interface CellRequest {
  /** Unique within the REPL; errors name the cell by it. */
  readonly cell: number;
  /** JavaScript or TypeScript, as the model wrote it. */
  readonly code: string;
}

export interface CellHandlers {
  /** Text that the cell printed, as it comes, line ends included. */
  output(text: string): void;
  /**
   * A sub-query or a batch of them. Resolves with one reply per prompt, in order; never rejects. `clock` tells the
   * REPL when real model requests are in flight, so that their time is not charged to the cell.
   */
  query(call: SubCall, clock: CellClock): Promise<readonly SubReply[]>;
}

export interface CellClock {
  /** A model request of this cell is now in flight. */
  requestStarted(): void;
  requestEnded(): void;
}

export interface SubCall {
  /** `llm`: a plain model call. `rlm`: a child run with a REPL of its own, where the depth allows. */
  readonly kind: "llm" | "rlm";
  readonly batch: boolean;
  readonly prompts: readonly SubPrompt[];
  readonly options: SubOptions;
}

export interface SubPrompt {
  /** Sent to the model byte for byte. */
  readonly prompt: string;
  /** `rlm` only: the child's context; null: the child's context is the prompt itself. */
  readonly context: SubContext | null;
}

export interface SubContext {
  readonly shape: "text" | "json";
  /** The text itself, or the data as JSON. */
  readonly text: string;
}

export interface SubOptions {
  readonly model?: string;
  readonly system?: string;
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly maxTurns?: number;
  readonly schema?: unknown;
}

/** `error` is worded for the model; in the cell it becomes `[error: …]`. */
export type SubReply = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };

export interface CellResult {
  /** The last expression's value as text, whole up to a limit; null where there is none. */
  readonly value: string | null;
  readonly error: CellError | null;
  readonly final: CellFinal | null;
  /** Why a call of FINAL, FINAL_VAR or `answer` was not accepted, worded for the model; null: none was refused. */
  readonly finalRefused: string | null;
  /** `answer.content` as text when a cell has set it without `ready`: the best partial answer. Null: not set. */
  readonly answerDraft: string | null;
  /** Whether the cell read `context`, `files`, `grep` or `chunk`. */
  readonly touchedContext: boolean;
  /** Characters printed, those that were dropped at the limit included. */
  readonly outputChars: number;
  readonly droppedChars: number;
  /** Global variables that cells made, after this cell. */
  readonly variables: readonly VariableInfo[];
  /** What the person or the model should know: a late rejection, FINAL called twice, … */
  readonly notes: readonly string[];
  /** Set when the worker died in this cell and a new one took its place. */
  readonly restart: RestartInfo | null;
  /** Wall time in ms. */
  readonly ms: number;
}

export interface CellFinal {
  /** The answer as readable text or JSON, nothing cut. */
  readonly text: string;
  /** The value as JSON where it is plain data, for typed answers; null otherwise. */
  readonly json: string | null;
  readonly by: "FINAL" | "FINAL_VAR" | "answer";
  /** True when every argument of the final calls in the code is a literal: it was written before any output was seen. */
  readonly literal: boolean;
}

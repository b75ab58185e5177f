import type { Corpus } from "./corpus";
import type { AppInfo, Limits, RunEvent, RunReason, RunStatus, RunTotals } from "./events";
import type { Model } from "./model";
import type { HistoryEntry, ReplFactory, SubContext } from "./repl";
import type { Store } from "./store";

/** What `new Rlm(…)` needs: the implementations of the interfaces that the engine calls, and how far a run may go. */
export interface RlmOptions {
  /** Root model: writes the cells. */
  readonly model: Model;
  /** Answers sub-queries; the root model where none is given. */
  readonly subModel?: Model;
  /** A model by the name that a cell gave (`{model: "…"}`); unknown names throw a `ModelError`. */
  readonly findModel?: (id: string) => Model;
  readonly repls: ReplFactory;
  readonly contexts: ContextPacker;
  /** Where runs are kept; nowhere if absent. */
  readonly store?: Store;
  readonly limits?: Partial<Limits>;
  readonly app: AppInfo;
}

/** Makes a corpus of a value that is at hand: for `completion` and for the contexts of child runs. */
export interface ContextPacker {
  pack(context: SubContext, name: string): Promise<Corpus>;
}

export interface RunRequest {
  readonly question: string;
  /** The caller keeps it and disposes of it after `result`. */
  readonly corpus: Corpus;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<Limits>;
  readonly history?: readonly HistoryEntry[];
}

/** A run at work. Iterate it for its events: an iterator made before the first `await` sees all of them. */
export interface Run extends AsyncIterable<RunEvent> {
  readonly id: string;
  /** Absolute path of the log; null without a store. */
  readonly logPath: string | null;
  /** Never rejects for anything that models, cells or limits can do. */
  readonly result: Promise<RunResult>;
  /** Calls `listener` with each event as the log holds it (large texts by reference). Returns how to stop. */
  subscribe(listener: (event: RunEvent) => void): () => void;
  /** Stops the run cleanly: requests are aborted, the cell ends, the log is complete. */
  stop(): void;
}

/** Reaching a limit is a result, not an exception. */
export interface RunResult extends RunTotals {
  readonly id: string;
  readonly status: RunStatus;
  readonly answer: string | null;
  readonly reason: RunReason | null;
  readonly logPath: string | null;
}

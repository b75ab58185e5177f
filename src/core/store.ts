import type { RunEvent, RunStart, RunStatus } from "./events";
import type { TextRef } from "./text";

/** Where runs are kept. `runs/` holds the implementation: one append-only JSONL file a run. */
export interface Store {
  /** Opens the log of a new run. Never throws: a log that can't be written reports through `failure`. */
  create(id: string): RunLog;
  /** Saved runs, newest first. A file that can't be read is listed with what could be. */
  list(): Promise<readonly RunSummary[]>;
  /** Throws an error for people when there is no such run. */
  load(id: string): Promise<SavedRun>;
  /** The whole text behind a reference of this run; throws an error for people when it is gone. */
  text(id: string, ref: string): Promise<string>;
  remove(id: string): Promise<void>;
}

export interface RunLog {
  readonly id: string;
  /** Absolute path of the JSONL file. */
  readonly path: string;
  /**
   * Writes one event and returns it as everybody downstream reads it: large texts by reference. Synchronous for the
   * caller; the writing is queued.
   */
  append(event: RunEvent): RunEvent;
  /** The text behind a reference that this log made, also while it is still being written. */
  text(ref: TextRef): Promise<string>;
  /** Resolves when all is on disk. */
  close(): Promise<void>;
  /** The first write error, worded for people; null while all is well. */
  readonly failure: string | null;
}

export interface SavedRun {
  readonly id: string;
  readonly path: string;
  readonly events: readonly RunEvent[];
  /** Lines that could not be read, worded for people: a torn last line, an unknown event, another version. */
  readonly problems: readonly string[];
}

export interface RunSummary {
  readonly id: string;
  readonly path: string;
  /** `running`: some living process writes it. `interrupted`: it has no end and nobody writes it. */
  readonly status: RunStatus | "running" | "interrupted";
  readonly question: string;
  readonly contextName: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly turns: number;
  readonly subQueries: number;
  /** USD; null: unknown. */
  readonly costUsd: number | null;
  readonly ms: number;
  readonly models: RunStart["models"] | null;
}

import type { RunEvent } from "../../core/events";
import type { SavedRun, Store } from "../../core/store";
import { textHead } from "../../core/text";

/** One run as views read it, whether it is at work or saved. */
export interface RunSource {
  readonly id: string;
  /** Its first characters at least. */
  readonly question: string;
  /** False: nothing more will come. */
  readonly live: boolean;
  /** It has no end, and nobody writes it any more. */
  readonly interrupted: boolean;
  /** What could not be read of a saved run, for people. */
  readonly problems: readonly string[];
  snapshot(): readonly RunEvent[];
  /** Calls `listener` with each event from now on. Returns how to stop. */
  subscribe(listener: (event: RunEvent) => void): () => void;
  /** The whole text behind a reference, by its hash; throws an error for people when it is gone. */
  text(ref: string): Promise<string>;
}

/** A run from disk. `running` is true where another process still writes it: what is there so far is shown. */
export function savedSource(saved: SavedRun, store: Store, running: boolean): RunSource {
  const ended = saved.events.some((event) => event.type === "run.end" && event.run === saved.id);
  const elsewhere = "Another window or process is still at work on this run; this is how far it has come.";
  return {
    id: saved.id,
    question: questionOf(saved),
    live: false,
    interrupted: !ended && !running,
    problems: running && !ended ? [...saved.problems, elsewhere] : saved.problems,
    snapshot: () => saved.events,
    subscribe: () => () => undefined,
    text: (ref) => store.text(saved.id, ref),
  };
}

/** Stands in for a run that can't be read: it shows why. */
export function missingSource(id: string, error: unknown): RunSource {
  const problem = error instanceof Error ? error.message : String(error);
  return {
    id,
    question: id,
    live: false,
    interrupted: false,
    problems: [problem],
    snapshot: () => [],
    subscribe: () => () => undefined,
    text: () => Promise.reject(new Error(problem)),
  };
}

function questionOf(saved: SavedRun): string {
  const start = saved.events.find((event) => event.type === "run.start");
  return start === undefined ? saved.id : textHead(start.question, 2_000);
}

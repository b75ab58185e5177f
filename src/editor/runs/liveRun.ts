import type { RunEvent } from "../../core/events";
import type { Run, RunResult } from "../../core/run";
import type { Store } from "../../core/store";
import type { Choice } from "../context/choice";
import type { RunSource } from "./runSource";
import { RunTrace } from "./runTrace";

/** A run that this window started. It listens to the run once and passes each event on to whoever looks. */
export class LiveRun implements RunSource {
  readonly interrupted = false;
  readonly problems: readonly string[] = [];
  readonly trace = new RunTrace();
  readonly result: Promise<RunResult>;
  readonly startedAt = new Date();
  private readonly listeners = new Set<(event: RunEvent) => void>();
  private atWork = true;

  constructor(
    private readonly run: Run,
    private readonly store: Store,
    readonly question: string,
    /** What it is about, so that it can be asked again. */
    readonly choice: Choice,
  ) {
    const unsubscribe = run.subscribe((event) => {
      this.trace.add(event);
      if (event.type === "run.end" && event.run === run.id) this.atWork = false;
      for (const listener of this.listeners) listener(event);
    });
    this.result = run.result.finally(() => {
      this.atWork = false;
      unsubscribe();
    });
  }

  get id(): string {
    return this.run.id;
  }

  get live(): boolean {
    return this.atWork;
  }

  snapshot(): readonly RunEvent[] {
    return this.trace.snapshot();
  }

  subscribe(listener: (event: RunEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  text(ref: string): Promise<string> {
    return this.store.text(this.run.id, ref);
  }

  stop(): void {
    this.run.stop();
  }
}

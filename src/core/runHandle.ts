import type { RunEvent } from "./events";
import type { Run, RunResult } from "./run";
import { STOPPED_BY_USER, type Stopper } from "./stopper";

type Listener = (event: RunEvent) => void;

/** Hands the events of a run to whoever listens. An error in one listener never reaches the run or the others. */
export class EventHub {
  private readonly listeners = new Set<Listener>();
  private readonly closers = new Set<() => void>();
  private isClosed = false;

  send(event: RunEvent): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch {
        // A viewer that breaks must not end the run that it views.
        this.listeners.delete(listener);
      }
    }
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls `closer` when no more events will come; at once if that is so already. */
  onClose(closer: () => void): void {
    if (this.isClosed) closer();
    else this.closers.add(closer);
  }

  /** No more events will come, however the run has ended. */
  close(): void {
    this.isClosed = true;
    for (const closer of this.closers) closer();
    this.closers.clear();
    this.listeners.clear();
  }
}

/** The `Run` that a caller holds. */
export class RunHandle implements Run {
  constructor(
    readonly id: string,
    readonly logPath: string | null,
    readonly result: Promise<RunResult>,
    private readonly hub: EventHub,
    private readonly stopper: Stopper,
  ) {}

  subscribe(listener: Listener): () => void {
    return this.hub.subscribe(listener);
  }

  stop(): void {
    this.stopper.stop(STOPPED_BY_USER);
  }

  /** Events from now on; ends when the run has ended. */
  [Symbol.asyncIterator](): AsyncIterator<RunEvent> {
    const waiting: RunEvent[] = [];
    let ended = false;
    let wake: () => void = () => undefined;
    const unsubscribe = this.hub.subscribe((event) => {
      waiting.push(event);
      wake();
    });
    const end = (): void => {
      ended = true;
      unsubscribe();
      wake();
    };
    this.hub.onClose(end);
    return {
      next: async () => {
        if (waiting.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve));
        const value = waiting.shift();
        return value === undefined ? { done: true, value: undefined } : { done: false, value };
      },
      return: () => {
        waiting.length = 0;
        end();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }
}

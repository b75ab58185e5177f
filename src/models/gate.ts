import { ModelError } from "../core/model";
import type { ModelRequest } from "../core/model";
import { Concurrency } from "./concurrency";

export interface GateOptions {
  /** The endpoint's name, for people. */
  readonly name: string;
  readonly local: boolean;
  /** Requests in flight at most; null: adaptive. */
  readonly concurrency: number | null;
  /** Called with what is waited for while the endpoint pauses, and with null when that is over. */
  readonly onWait?: (text: string | null) => void;
}

/** The right to one request. */
export interface Pass {
  /** The endpoint answered well. */
  succeeded(): void;
  /** The endpoint wants fewer requests, and none at all for `pauseMs`. */
  refused(pauseMs: number): void;
  /** The request is over. */
  leave(): void;
}

interface Waiter {
  readonly open: () => void;
  readonly cancel: () => void;
}

/** How often a pause says how long it still takes, and how long it must be for that, in ms. */
const REPORT_MS = 5_000;
const WORTH_A_WORD_MS = 500;

/** The one entrance to an endpoint: so many requests at once, none in a pause, the root before its sub-queries. */
export class EndpointGate {
  readonly #options: GateOptions;
  readonly #concurrency: Concurrency;
  /** In the order of service: root models, then requests that had their turn and failed, then new ones. */
  readonly #queues = [new Set<Waiter>(), new Set<Waiter>(), new Set<Waiter>()] as const;
  #inFlight = 0;
  #pausedUntil = 0;
  #timer: NodeJS.Timeout | null = null;
  #reported = false;
  #disposed = false;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#concurrency = new Concurrency({ local: options.local, fixed: options.concurrency });
  }

  /**
   * Waits for a turn.
   * @param again true for another try of a request that failed
   * @throws {ModelError} of kind `aborted` when the signal is aborted, or the gate disposed of
   */
  enter(purpose: ModelRequest["purpose"], again: boolean, signal: AbortSignal): Promise<Pass> {
    if (signal.aborted || this.#disposed) return Promise.reject(cancelled());
    const queue = this.#queues[purpose === "root" ? 0 : again ? 1 : 2];
    return new Promise((resolve, reject) => {
      const leaveQueue = (): void => {
        queue.delete(waiter);
        signal.removeEventListener("abort", waiter.cancel);
      };
      const waiter: Waiter = {
        open: () => {
          leaveQueue();
          this.#inFlight += 1;
          resolve(this.#pass());
        },
        cancel: () => {
          leaveQueue();
          if (this.#waiting() === 0) this.#endPause();
          reject(cancelled());
        },
      };
      signal.addEventListener("abort", waiter.cancel, { once: true });
      queue.add(waiter);
      this.#serve();
    });
  }

  /** Ends all waiting. Requests in flight end with their own signals. */
  dispose(): void {
    this.#disposed = true;
    for (const queue of this.#queues) for (const waiter of [...queue]) waiter.cancel();
  }

  #pass(): Pass {
    const { round } = this.#concurrency;
    return {
      succeeded: () => this.#concurrency.succeeded(this.#inFlight >= this.#concurrency.limit),
      refused: (pauseMs) => {
        this.#concurrency.refused(round);
        this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + pauseMs);
      },
      leave: () => {
        this.#inFlight -= 1;
        this.#serve();
      },
    };
  }

  #serve(): void {
    if (this.#disposed || this.#timer !== null) return;
    if (performance.now() < this.#pausedUntil) {
      this.#pause();
      return;
    }
    while (this.#inFlight < this.#concurrency.limit) {
      const next = this.#next();
      if (next === undefined) return;
      next.open();
    }
  }

  /** Waits for the end of the pause in steps, and says so at each, as long as anybody waits. */
  #pause(): void {
    const restMs = this.#pausedUntil - performance.now();
    const waiting = this.#waiting();
    if (waiting === 0) return;
    if (restMs <= 0) {
      this.#endPause();
      this.#serve();
      return;
    }
    if (restMs >= WORTH_A_WORD_MS || this.#reported) {
      this.#reported = true;
      this.#options.onWait?.(waitText(restMs, this.#options.name, waiting));
    }
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#pause();
      },
      Math.min(restMs, REPORT_MS),
    );
  }

  #endPause(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#reported) this.#options.onWait?.(null);
    this.#reported = false;
  }

  #waiting(): number {
    return this.#queues.reduce((sum, queue) => sum + queue.size, 0);
  }

  #next(): Waiter | undefined {
    for (const queue of this.#queues) for (const waiter of queue) return waiter;
    return undefined;
  }
}

function waitText(ms: number, name: string, waiting: number): string {
  const queued = waiting === 1 ? "1 query queued" : `${waiting} queries queued`;
  return `waiting ${Math.ceil(ms / 1000)} s for ${name}, ${queued}`;
}

function cancelled(): ModelError {
  return new ModelError("aborted", "The request was cancelled while it waited for its turn.");
}

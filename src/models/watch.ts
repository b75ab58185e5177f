/** How long a request may take, in ms. */
export interface TimeLimits {
  /** Until the first byte of the answer's body. */
  readonly firstByteMs: number;
  /** Between two pieces of the body. */
  readonly idleMs: number;
  /** For the report of usage, once the reply is whole. */
  readonly usageMs: number;
  readonly totalMs: number;
}

export type Expiry = "first-byte" | "idle" | "total";

/**
 * The timers of one request. Its `signal` aborts when the caller's does, or when one of the limits is reached: neither
 * the client package nor `fetch` ends a stream that has stalled.
 */
export class Watch {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal;
  readonly #limits: TimeLimits;
  readonly #total: NodeJS.Timeout;
  #gap: NodeJS.Timeout;
  #began = false;
  #expired: Expiry | null = null;

  constructor(caller: AbortSignal, limits: TimeLimits) {
    this.#caller = caller;
    this.#limits = limits;
    this.#total = setTimeout(this.#expire, limits.totalMs, "total");
    this.#gap = setTimeout(this.#expire, limits.firstByteMs, "first-byte");
    if (caller.aborted) this.#stop();
    else caller.addEventListener("abort", this.#stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The limit that ended the request, if one did. */
  get expired(): Expiry | null {
    return this.#expired;
  }

  /** Something came. */
  readonly touch = (): void => {
    if (this.#began) {
      this.#gap.refresh();
      return;
    }
    this.#began = true;
    this.#gapOf(this.#limits.idleMs);
  };

  /** The reply is whole; only its usage may still come, and is not worth a long wait. */
  ending(): void {
    this.#gapOf(this.#limits.usageMs);
  }

  /** Ends the timers, and the request if it is still under way. */
  dispose(): void {
    clearTimeout(this.#total);
    clearTimeout(this.#gap);
    this.#caller.removeEventListener("abort", this.#stop);
    this.#stop();
  }

  #gapOf(ms: number): void {
    clearTimeout(this.#gap);
    this.#gap = setTimeout(this.#expire, ms, "idle");
  }

  readonly #stop = (): void => {
    this.#controller.abort();
  };

  readonly #expire = (expiry: Expiry): void => {
    this.#expired ??= expiry;
    this.#stop();
  };
}

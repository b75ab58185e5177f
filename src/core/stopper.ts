import type { RunReason } from "./events";

/** Stops a run tree once, for one reason: the user, the deadline, or a limit. Whoever waits listens to `signal`. */
export class Stopper {
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private unlisten: () => void = () => undefined;
  private why: RunReason | null = null;

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why the tree was stopped; null while it was not. */
  get reason(): RunReason | null {
    return this.why;
  }

  stop(reason: RunReason): void {
    if (this.why !== null) return;
    this.why = reason;
    this.controller.abort();
  }

  /** Stops at a deadline, `ms` from now. */
  stopAfter(ms: number, reason: RunReason): void {
    this.timer = setTimeout(() => this.stop(reason), ms);
  }

  /** Stops when the caller's own signal is aborted, or at once if it is already. */
  stopWith(signal: AbortSignal | undefined, reason: RunReason): void {
    if (signal === undefined) return;
    if (signal.aborted) {
      this.stop(reason);
      return;
    }
    const listener = (): void => this.stop(reason);
    signal.addEventListener("abort", listener, { once: true });
    this.unlisten = () => signal.removeEventListener("abort", listener);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.unlisten();
  }
}

export const STOPPED_BY_USER: RunReason = { code: "user", text: "You stopped the run.", action: null };

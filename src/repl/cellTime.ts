import type { CellClock } from "../core/repl";

/** The time of one cell: wall time but for that in which a model request of it is in flight. */
export class CellTime implements CellClock {
  private inFlight = 0;
  private counted = 0;
  private since = performance.now();
  private timer: NodeJS.Timeout | undefined;

  /** Calls `onLimit` once, when `limitMs` have been counted, and `onChange` whenever the time stops or goes on. */
  constructor(
    private readonly limitMs: number,
    private readonly onLimit: () => void,
    private readonly onChange: (left: number | null) => void,
  ) {
    this.arm();
  }

  requestStarted(): void {
    if (this.inFlight++ > 0) return;
    this.counted += performance.now() - this.since;
    clearTimeout(this.timer);
    this.onChange(null);
  }

  requestEnded(): void {
    if (this.inFlight === 0 || --this.inFlight > 0) return;
    this.since = performance.now();
    this.arm();
    this.onChange(this.left());
  }

  /** ms that are left; null while a request is in flight. */
  left(): number | null {
    if (this.inFlight > 0) return null;
    return Math.max(0, Math.ceil(this.limitMs - this.counted - (performance.now() - this.since)));
  }

  stop(): void {
    this.inFlight = Number.POSITIVE_INFINITY;
    clearTimeout(this.timer);
  }

  private arm(): void {
    // Node's timers may run early, and can't wait longer.
    const wait = Math.min(this.left() ?? 0, 2 ** 31 - 1);
    this.timer = setTimeout(() => {
      if (this.left() === 0) this.onLimit();
      else this.arm();
    }, wait);
  }
}

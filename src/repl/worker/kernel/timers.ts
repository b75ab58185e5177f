import { apply, isFinite, max, min, now, SafeMap } from "./intrinsics";

const LONGEST_MS = 2 ** 31 - 1;

interface Timer {
  readonly due: number;
  readonly every: number | null;
  readonly run: () => void;
}

/** Timers of the running cell. The supervisor asks when the next one is due, and steps then. */
export class Timers {
  private readonly timers = new SafeMap<number, Timer>();
  private last = 0;

  constructor(private readonly onError: (error: unknown) => void) {}

  get running(): number {
    return this.timers.size;
  }

  readonly sleep = (ms: unknown): Promise<void> =>
    new Promise<void>((resolve) => {
      this.add(ms, false, resolve);
    });

  readonly setTimeout = (callback: unknown, ms?: unknown, ...args: readonly unknown[]): number =>
    this.call(callback, ms, args, false);

  readonly setInterval = (callback: unknown, ms?: unknown, ...args: readonly unknown[]): number =>
    this.call(callback, ms, args, true);

  readonly clear = (id: unknown): void => {
    if (typeof id === "number") this.timers.delete(id);
  };

  /** ms until the next timer is due; -1: there is none. */
  due(): number {
    let first = -1;
    this.timers.forEach(({ due }) => {
      if (first < 0 || due < first) first = due;
    });
    return first < 0 ? -1 : max(0, first - now());
  }

  /** Runs one timer that is due; false: none is. Promises settle between two of them. */
  runNext(): boolean {
    const time = now();
    let next: Timer | null = null;
    let nextId = 0;
    this.timers.forEach((timer, id) => {
      if (timer.due <= time && (next === null || timer.due < next.due)) {
        next = timer;
        nextId = id;
      }
    });
    return this.fire(next, nextId);
  }

  stop(): void {
    this.timers.clear();
  }

  private fire(timer: Timer | null, id: number): boolean {
    if (timer === null) return false;
    if (timer.every === null) this.timers.delete(id);
    else this.timers.set(id, { ...timer, due: now() + timer.every });
    try {
      timer.run();
    } catch (error) {
      this.onError(error);
    }
    return true;
  }

  private call(callback: unknown, ms: unknown, args: readonly unknown[], repeats: boolean): number {
    if (typeof callback !== "function") throw new TypeError("setTimeout and setInterval want a function");
    return this.add(ms, repeats, () => {
      apply(callback, undefined, args);
    });
  }

  private add(ms: unknown, repeats: boolean, run: () => void): number {
    const given = typeof ms === "number" && isFinite(ms) ? ms : 0;
    const wait = min(max(1, given), LONGEST_MS);
    this.timers.set(++this.last, { due: now() + wait, every: repeats ? wait : null, run });
    return this.last;
  }
}

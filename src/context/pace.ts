import { setImmediate } from "node:timers/promises";
import { checkCancelled } from "./errors";

/** The longest that reading holds the extension host's one thread, in ms. */
const SLICE_MS = 8;

/** Lets the rest of the process breathe, and a cancel come through, in the middle of long work. */
export class Pace {
  private since = performance.now();

  constructor(readonly signal: AbortSignal) {}

  /** To be called often. Throws a `ContextError` once the signal is aborted. */
  async rest(): Promise<void> {
    checkCancelled(this.signal);
    if (performance.now() - this.since < SLICE_MS) return;
    await setImmediate();
    this.since = performance.now();
    checkCancelled(this.signal);
  }
}

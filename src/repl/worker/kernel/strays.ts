import { SafeMap } from "./intrinsics";

/** Rejections that nothing has handled yet. */
export class Strays {
  private readonly reasons = new SafeMap<unknown, unknown>();

  add(promise: unknown, reason: unknown): void {
    if (this.reasons.size < 100) this.reasons.set(promise, reason);
  }

  remove(promise: unknown): void {
    this.reasons.delete(promise);
  }

  /** Reports and forgets them. */
  take(report: (reason: unknown) => void): void {
    this.reasons.forEach(report);
    this.reasons.clear();
  }
}

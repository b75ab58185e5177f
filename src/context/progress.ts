import type { Progress } from "./request";

const EVERY_MS = 100;

/** Passes progress on a few times a second, however often it is told. */
export class ProgressMeter {
  private told = 0;

  constructor(private readonly onProgress: (progress: Progress) => void) {}

  tell(progress: Progress): void {
    const now = performance.now();
    if (now - this.told < EVERY_MS) return;
    this.told = now;
    this.onProgress(progress);
  }
}

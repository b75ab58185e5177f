import { signal } from "@preact/signals";

const TICK_MS = 1000;

/** ms since the root run began, moving while it is at work: for what has no end yet. */
export const now = signal(0);

let offset = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Sets the clock by the newest event. `startedAt` (ISO 8601) is given when that event may be old: then the wall clock
 * says how long ago the run began, unless it disagrees with the events.
 */
export function setClock(lastAt: number, startedAt: string | null, live: boolean): void {
  const byWall = startedAt === null ? Number.NaN : Date.now() - Date.parse(startedAt);
  const elapsed = live && byWall > lastAt ? byWall : lastAt;
  offset = elapsed - performance.now();
  clearInterval(timer);
  now.value = elapsed;
  if (live) timer = setInterval(() => (now.value = performance.now() + offset), TICK_MS);
}

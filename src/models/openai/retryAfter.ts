/** Longest time that a timer can wait, in ms: nearly 25 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** What the server asked to wait, in ms: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). */
export function retryAfterMs(headers: Headers | undefined): number | undefined {
  const ms = parseNumber(headers?.get("retry-after-ms"));
  if (ms !== undefined) return bounded(ms);
  const value = headers?.get("retry-after");
  if (value === null || value === undefined) return undefined;
  const seconds = parseNumber(value);
  if (seconds !== undefined) return bounded(seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : bounded(date - Date.now());
}

function parseNumber(text: string | null | undefined): number | undefined {
  return text && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

function bounded(ms: number): number {
  return Math.min(Math.max(0, Math.ceil(ms)), MAX_TIMER_MS);
}

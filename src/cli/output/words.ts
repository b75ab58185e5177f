import { digits, usd } from "../../core/prompts/format";

export function subQueries(number: number): string {
  return number === 1 ? "1 sub-query" : `${digits(number)} sub-queries`;
}

/** USD, or that it is unknown: unknown is never free. */
export function money(costUsd: number | null): string {
  return costUsd === null ? "cost unknown" : `${usd(costUsd)} USD`;
}

/** Wall time: `840 ms`, `3.2 s`, `2:05 min`. */
export function wallTime(ms: number): string {
  if (ms < 1_000) return `${String(Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const whole = Math.floor(ms / 1_000);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, "0")} min`;
}

/** Facts side by side; empty ones are left out. */
export function facts(...all: readonly string[]): string {
  return all.filter((fact) => fact !== "").join(" · ");
}

import type { NodeStatus, Spend, Tally } from "../src/core/trajectory";
import type { Usage } from "../src/core/usage";

const INTEGER = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `1,234` */
export function count(value: number): string {
  return INTEGER.format(value);
}

/** `1 turn`, `1,234 turns` */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `12 ms`, `1.2 s`, `2 min 5 s`, `1 h 12 min` */
export function duration(ms: number): string {
  if (ms < 1000) return `${count(ms)} ms`;
  if (ms < 59_950) return `${TENTHS.format(ms / 1000)} s`;
  return longDuration(Math.round(ms / 1000));
}

/** As `duration`, in whole seconds: for a clock that ticks. */
export function ticking(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  return seconds < 60 ? `${count(seconds)} s` : longDuration(seconds);
}

function longDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return seconds % 60 === 0 ? `${count(minutes)} min` : `${count(minutes)} min ${count(seconds % 60)} s`;
  const hours = count(Math.floor(minutes / 60));
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${count(minutes % 60)} min`;
}

/** `$0.0042`, `$1.20`, `unknown`: what is not known is never shown as nothing. */
export function cost(usd: number | null): string {
  if (usd === null) return "unknown";
  if (usd > 0 && usd < 0.0001) return "under $0.0001";
  const digits = usd >= 1 ? 2 : usd >= 0.01 ? 3 : 4;
  return `$${usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
}

/** `1.2 MB` */
export function bytes(value: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  const step = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  const unit = units[step] ?? "bytes";
  return step === 0 ? `${count(value)} ${unit}` : `${TENTHS.format(value / 1000 ** step)} ${unit}`;
}

/** All tokens that went into a model, from a cache or not. */
export function tokensIn(usage: Usage): number {
  return usage.inputTokens + usage.cachedInputTokens + usage.cacheWriteTokens;
}

/** `1,234 in, 56 out`; with `about` where a server did not report them. */
export function tokens(usage: Usage): string {
  return `${usage.estimated ? "about " : ""}${count(tokensIn(usage))} in, ${count(usage.outputTokens)} out`;
}

/** `1,234 tokens, $0.0042`; empty where nothing was asked of a model. */
export function spending({ usage, costUsd }: Spend): string {
  const total = tokensIn(usage) + usage.outputTokens;
  if (total === 0) return "";
  const price = costUsd === null ? "cost unknown" : cost(costUsd);
  return `${usage.estimated ? "about " : ""}${plural(total, "token")}, ${price}`;
}

/** `20 sub-queries: 12 done, 1 failed, 7 running, 4 from memory` */
export function tallied(tally: Tally): string {
  return `${plural(tally.total, "sub-query", "sub-queries")}: ${standings(tally, tally.total)}`;
}

/** `12 done, 1 failed, 7 running`, or `all done`, of `total` sub-queries. */
export function standings(tally: Tally, total: number): string {
  const done = tally.ok < total ? `${count(tally.ok)} done` : total === 1 ? "done" : "all done";
  const parts = [
    tally.ok > 0 ? done : "",
    tally.failed > 0 ? `${count(tally.failed)} failed` : "",
    tally.cancelled > 0 ? `${count(tally.cancelled)} cancelled` : "",
    tally.running > 0 ? `${count(tally.running)} running` : "",
    tally.fromMemory > 0 ? `${count(tally.fromMemory)} from memory` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** What a status is called. */
export const STATUS_TEXT: Readonly<Record<NodeStatus, string>> = {
  running: "Running",
  ok: "Done",
  error: "Failed",
  cancelled: "Cancelled",
  interrupted: "Interrupted",
};

/** A text as one line, for previews. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

import type { Limits } from "../../core/events";
import type { Arguments } from "./arguments";
import { positiveNumber, wholeNumber } from "./values";

type LimitOption =
  "max-turns" | "max-sub-queries" | "max-depth" | "max-cost" | "max-tokens" | "timeout" | "cell-timeout";

const MOST_SECONDS = 1_000_000;

/** The limits that were given, each checked. Throws `UsageError` naming the option. */
export function readLimits(args: Arguments<LimitOption>): Partial<Limits> {
  const whole = (option: LimitOption, least: number, most: number): number | undefined => {
    const text = args.text(option);
    return text === undefined ? undefined : wholeNumber(option, text, least, most);
  };
  const milliseconds = (option: LimitOption): number | undefined => {
    const text = args.text(option);
    return text === undefined ? undefined : positiveNumber(option, text, MOST_SECONDS, "seconds") * 1000;
  };
  const cost = args.text("max-cost");
  return {
    maxTurns: whole("max-turns", 1, 1_000),
    maxSubQueries: whole("max-sub-queries", 0, 1_000_000),
    maxDepth: whole("max-depth", 0, 10),
    maxCostUsd: cost === undefined ? undefined : positiveNumber("max-cost", cost, 1_000_000, "USD"),
    maxTokens: whole("max-tokens", 1, 1e12),
    timeoutMs: milliseconds("timeout"),
    cellTimeoutMs: milliseconds("cell-timeout"),
  };
}

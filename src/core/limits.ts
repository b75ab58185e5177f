import type { Limits } from "./events";

/** What a person would want of one run; see the command line's options of the same names. */
const DEFAULT_LIMITS: Limits = {
  maxTurns: 20,
  maxSubQueries: 500,
  maxDepth: 1,
  maxCostUsd: 5,
  maxTokens: null,
  timeoutMs: 900_000,
  cellTimeoutMs: 30_000,
  maxErrorsInRow: 5,
  outputChars: 8_000,
};

/** A limit that makes no sense; the message names it as a person knows it. */
export class LimitError extends Error {
  override readonly name = "LimitError";
}

interface Rule {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** Null means no limit. */
  readonly optional?: boolean;
}

const LIMIT_KEYS = [
  "maxTurns",
  "maxSubQueries",
  "maxDepth",
  "maxCostUsd",
  "maxTokens",
  "timeoutMs",
  "cellTimeoutMs",
  "maxErrorsInRow",
  "outputChars",
] as const satisfies readonly (keyof Limits)[];

const RULES: Readonly<Record<keyof Limits, Rule>> = {
  maxTurns: { name: "max turns", min: 1, max: 1_000, whole: true },
  maxSubQueries: { name: "max sub-queries", min: 0, max: 1_000_000, whole: true },
  maxDepth: { name: "max depth", min: 0, max: 10, whole: true },
  maxCostUsd: { name: "max cost", min: 0.000_001, max: 1_000_000, whole: false, optional: true },
  maxTokens: { name: "max tokens", min: 1, max: 1e12, whole: true, optional: true },
  timeoutMs: { name: "timeout", min: 1, max: 2_000_000_000, whole: false },
  cellTimeoutMs: { name: "cell timeout", min: 1, max: 2_000_000_000, whole: false },
  maxErrorsInRow: { name: "max errors in a row", min: 1, max: 1_000, whole: true },
  outputChars: { name: "output characters", min: 200, max: 1_000_000, whole: true },
};

/**
 * The defaults with `given` over them. Throws `LimitError` for a negative or absurd number, and for zero where it has
 * no meaning.
 */
export function resolveLimits(...given: readonly (Partial<Limits> | undefined)[]): Limits {
  const limits = given.reduce<Limits>((sum, some) => ({ ...sum, ...withoutUndefined(some) }), DEFAULT_LIMITS);
  for (const key of LIMIT_KEYS) check(limits[key], RULES[key]);
  return limits;
}

function check(value: number | null, rule: Rule): void {
  if (value === null && rule.optional === true) return;
  if (value !== null && value >= rule.min && value <= rule.max && (!rule.whole || Number.isInteger(value))) return;
  const kind = rule.whole ? "a whole number" : "a number";
  throw new LimitError(
    `The limit "${rule.name}" is ${String(value)}, but must be ${kind} from ${String(rule.min)} to ${String(rule.max)}.`,
  );
}

function withoutUndefined(given: Partial<Limits> | undefined): Partial<Limits> {
  return Object.fromEntries(Object.entries<unknown>(given ?? {}).filter(([, value]) => value !== undefined));
}

/**
 * Tokens in disjoint buckets: the input of a call is `inputTokens + cachedInputTokens + cacheWriteTokens`.
 * `reasoningTokens` is the one bucket inside another: the part of `outputTokens` that was reasoning.
 */
export interface Usage {
  /** Requests that reached a model, failed tries included. */
  readonly calls: number;
  /** Input tokens that came from no cache and went into none. */
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  /** True when any number in here was estimated because a server reported none. */
  readonly estimated: boolean;
}

export const NO_USAGE: Usage = {
  calls: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  estimated: false,
};

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    calls: a.calls + b.calls,
    inputTokens: a.inputTokens + b.inputTokens,
    cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    estimated: a.estimated || b.estimated,
  };
}

/** All tokens in and out. */
export function totalTokens(usage: Usage): number {
  return usage.inputTokens + usage.cachedInputTokens + usage.cacheWriteTokens + usage.outputTokens;
}

/** USD per 1,000,000 tokens. A missing cache price is the input price. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
}

/** The cost in USD, or null where the price is unknown: unknown is never free. */
export function costOf(usage: Usage, price: Price | null): number | null {
  if (price === null) return null;
  const perMillion =
    usage.inputTokens * price.input +
    usage.cachedInputTokens * (price.cacheRead ?? price.input) +
    usage.cacheWriteTokens * (price.cacheWrite ?? price.input) +
    usage.outputTokens * price.output;
  return perMillion / 1e6;
}

/** Adds two costs in USD; anything plus an unknown cost is unknown. */
export function addCost(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

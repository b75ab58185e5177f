import type { Limits, ReasonCode } from "./events";
import { addUsage, costOf, NO_USAGE, totalTokens, type Price, type Usage } from "./usage";

/** What a call will probably use: kept free until the call has settled. */
export interface Estimate {
  readonly tokens: number;
  /** USD; null where the price is unknown. */
  readonly costUsd: number | null;
}

export interface Reservation {
  /** Replaces the estimate by what the call really used. Counts once; later calls do nothing. */
  settle(usage: Usage, costUsd: number | null): void;
}

/** Characters per token where a model has not said better: low, so that estimates err on the safe side. */
const CHARS_PER_TOKEN = 3;

/** Output tokens that are reserved for a reply whose length nobody has bounded. */
const EXPECTED_OUTPUT_TOKENS = 1_000;

/**
 * What one run tree may spend and has spent. Everything is reserved before and settled after a call, so that calls in
 * parallel can't overrun a limit by more than the errors of the estimates in flight.
 */
export class Budget {
  private spentUsage = NO_USAGE;
  private spentUsd = 0;
  private unknownCost = false;
  private reservedTokens = 0;
  private reservedUsd = 0;
  private startedSubQueries = 0;
  private largestOutput = EXPECTED_OUTPUT_TOKENS;

  constructor(private readonly limits: Limits) {}

  get subQueriesLeft(): number {
    return Math.max(0, this.limits.maxSubQueries - this.startedSubQueries);
  }

  get costLeftUsd(): number | null {
    if (this.limits.maxCostUsd === null || this.unknownCost) return null;
    return Math.max(0, this.limits.maxCostUsd - this.spentUsd - this.reservedUsd);
  }

  get tokensLeft(): number | null {
    if (this.limits.maxTokens === null) return null;
    return Math.max(0, this.limits.maxTokens - totalTokens(this.spentUsage) - this.reservedTokens);
  }

  /** Counts one sub-query; false when none is left. */
  takeSubQuery(): boolean {
    if (this.startedSubQueries >= this.limits.maxSubQueries) return false;
    this.startedSubQueries++;
    return true;
  }

  /**
   * What a call with `promptChars` characters of input will probably use. A reply whose length nobody bounds is taken to
   * be as long as the longest so far.
   */
  estimate(promptChars: number, maxOutputTokens: number | undefined, price: Price | null): Estimate {
    const inputTokens = Math.ceil(promptChars / CHARS_PER_TOKEN);
    const outputTokens = Math.min(maxOutputTokens ?? this.largestOutput, this.largestOutput);
    const usage: Usage = { ...NO_USAGE, calls: 1, inputTokens, outputTokens };
    return { tokens: inputTokens + outputTokens, costUsd: costOf(usage, price) };
  }

  /** The limit that this call would overrun, or null. Known costs alone bind `maxCostUsd`. */
  overrun(estimate: Estimate): Extract<ReasonCode, "cost" | "tokens"> | null {
    const { maxCostUsd, maxTokens } = this.limits;
    if (maxTokens !== null && totalTokens(this.spentUsage) + this.reservedTokens + estimate.tokens > maxTokens)
      return "tokens";
    const cost = this.spentUsd + this.reservedUsd + (estimate.costUsd ?? 0);
    if (maxCostUsd !== null && cost > maxCostUsd) return "cost";
    return null;
  }

  reserve(estimate: Estimate): Reservation {
    const usd = estimate.costUsd ?? 0;
    this.reservedTokens += estimate.tokens;
    this.reservedUsd += usd;
    let open = true;
    return {
      settle: (usage, costUsd) => {
        if (!open) return;
        open = false;
        this.reservedTokens -= estimate.tokens;
        this.reservedUsd -= usd;
        this.spentUsage = addUsage(this.spentUsage, usage);
        this.largestOutput = Math.max(this.largestOutput, usage.outputTokens);
        if (costUsd === null) this.unknownCost ||= totalTokens(usage) > 0;
        else this.spentUsd += costUsd;
      },
    };
  }
}

import type { ModelError, ModelErrorKind } from "../core/model";

/** Tries after the first one, by what went wrong. What is absent fails at once: no repetition mends it. */
const RETRIES: Partial<Record<ModelErrorKind, number>> = {
  "rate-limit": 6,
  server: 3,
  unreachable: 2,
  malformed: 2,
  timeout: 1,
  empty: 1,
};

/** An endpoint that says it is overloaded: 503, and the 529 of Anthropic and others. */
const OVERLOADED = new Set([503, 529]);

const MAX_RETRIES = 8;
const MAX_BACKOFF_MS = 30_000;

/** True where the endpoint wants fewer requests, from everybody. */
export function asksForLess({ kind, details }: ModelError): boolean {
  return kind === "rate-limit" || (details.status !== undefined && OVERLOADED.has(details.status));
}

/** Decides for one request whether and when it is tried again. */
export class RetryPlan {
  readonly #failures = new Map<ModelErrorKind, number>();
  #total = 0;

  /** @param backoffMs the first wait, doubled each time */
  constructor(
    private readonly backoffMs: number,
    private readonly random: () => number,
  ) {}

  /** Tries that failed so far. */
  get failures(): number {
    return this.#total;
  }

  /** ms to wait before the next try; null: there is none. Where the provider names a time, its endpoint waits as a whole. */
  next(error: ModelError): number | null {
    const kind = asksForLess(error) ? "rate-limit" : error.kind;
    const failed = (this.#failures.get(kind) ?? 0) + 1;
    this.#failures.set(kind, failed);
    this.#total += 1;
    if (failed > (RETRIES[kind] ?? 0) || this.#total > MAX_RETRIES) return null;
    if (error.details.retryAfterMs !== undefined) return 0;
    const full = Math.min(MAX_BACKOFF_MS, this.backoffMs * 2 ** (failed - 1));
    // Calls that failed together must not come back together.
    return full * (0.5 + this.random() / 2);
  }
}

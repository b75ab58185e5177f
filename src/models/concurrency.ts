/** Where an endpoint's number of requests in flight begins, and how far it may grow. */
const RANGES = { cloud: { start: 8, most: 64 }, local: { start: 4, most: 16 } } as const;

/**
 * How many requests one endpoint gets at once. Adaptive: it grows as long as the endpoint keeps up, by one per round of
 * requests (a cloud endpoint doubles per round until it refuses for the first time), and halves when it refuses.
 * Fixed where the user has set a number.
 */
export class Concurrency {
  readonly #fixed: boolean;
  readonly #most: number;
  #limit: number;
  #doubling: boolean;
  #successes = 0;
  #round = 0;

  constructor(options: { readonly local: boolean; readonly fixed: number | null }) {
    const range = options.local ? RANGES.local : RANGES.cloud;
    this.#fixed = options.fixed !== null;
    this.#limit = options.fixed ?? range.start;
    this.#most = range.most;
    this.#doubling = !options.local;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Changes with every halving: of the requests that one burst of refusals hits, only the first one halves. */
  get round(): number {
    return this.#round;
  }

  /** @param busy whether the limit was used up: what an idle endpoint can bear is not known. */
  succeeded(busy: boolean): void {
    if (this.#fixed || !busy || this.#limit >= this.#most) return;
    this.#successes += 1;
    if (!this.#doubling && this.#successes < this.#limit) return;
    this.#limit += 1;
    this.#successes = 0;
  }

  /** @param round the round in which the refused request was sent. */
  refused(round: number): void {
    if (this.#fixed || round !== this.#round) return;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#round += 1;
    this.#successes = 0;
    this.#doubling = false;
  }
}

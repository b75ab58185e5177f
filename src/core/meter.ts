import type { RunTotals } from "./events";
import { addCost, addUsage, NO_USAGE, type Usage } from "./usage";

/** What one run has used, its child runs included: everything counts for the parent's meter at once. */
export class Meter {
  private usage = NO_USAGE;
  private costUsd: number | null = 0;
  private turns = 0;
  private subQueries = 0;
  private fromMemory = 0;
  private depth = 0;

  constructor(private readonly parent: Meter | null = null) {}

  /** `costUsd` in USD; null: unknown, which makes the sum unknown. */
  spend(usage: Usage, costUsd: number | null): void {
    this.usage = addUsage(this.usage, usage);
    this.costUsd = addCost(this.costUsd, costUsd);
    this.parent?.spend(usage, costUsd);
  }

  countTurn(): void {
    this.turns++;
    this.parent?.countTurn();
  }

  /** Counts a sub-query `levels` below this run. */
  countSubQuery(fromMemory: boolean, levels = 1): void {
    if (fromMemory) this.fromMemory++;
    else this.subQueries++;
    this.depth = Math.max(this.depth, levels);
    this.parent?.countSubQuery(fromMemory, levels + 1);
  }

  /** A child run has begun: calls of its own models are two levels below this run. */
  countChildRun(levels = 2): void {
    this.depth = Math.max(this.depth, levels);
    this.parent?.countChildRun(levels + 1);
  }

  totals(ms: number): RunTotals {
    const { turns, subQueries, fromMemory, depth, usage, costUsd } = this;
    return { turns, subQueries, fromMemory, depth, usage, costUsd, ms };
  }
}

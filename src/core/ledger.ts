import { addCost, addUsage, NO_USAGE, type Usage } from "./usage";

/** What one model was used for and what that cost. */
interface ModelCost {
  readonly model: string;
  readonly usage: Usage;
  /** USD; null: unknown. */
  readonly costUsd: number | null;
}

/** What a number of calls cost: per model and in all. */
export interface CostSummary {
  readonly models: readonly ModelCost[];
  readonly usage: Usage;
  /** USD; null: unknown. */
  readonly costUsd: number | null;
}

/** Sums usage and cost per model. */
export class Ledger {
  private readonly models = new Map<string, ModelCost>();

  add(model: string, usage: Usage, costUsd: number | null): void {
    const sum = this.models.get(model) ?? { model, usage: NO_USAGE, costUsd: 0 };
    this.models.set(model, { model, usage: addUsage(sum.usage, usage), costUsd: addCost(sum.costUsd, costUsd) });
  }

  merge(other: Ledger): void {
    for (const one of other.models.values()) this.add(one.model, one.usage, one.costUsd);
  }

  summary(): CostSummary {
    const models = [...this.models.values()];
    return {
      models,
      usage: models.reduce((sum, one) => addUsage(sum, one.usage), NO_USAGE),
      costUsd: models.reduce<number | null>((sum, one) => addCost(sum, one.costUsd), 0),
    };
  }
}

import type { CellFinal } from "./repl";

/** What the engine knows when a final comes in. */
export interface FinalSituation {
  readonly turn: number;
  /** Whether an earlier cell of this turn ran, whose output the model has not seen. */
  readonly unseenOutput: boolean;
  readonly hasContext: boolean;
  readonly touchedContext: boolean;
}

/**
 * Holds a final back, each reason once a run: an answer that was written before the model could have looked. The note
 * is worded for the model.
 */
export class FinalGate {
  private readonly used = new Set<string>();

  /** Why this final does not count yet; null: it is the answer. */
  holdBack(final: Pick<CellFinal, "literal">, situation: FinalSituation): string | null {
    if (situation.turn === 1 && situation.hasContext && !situation.touchedContext) {
      return this.once(
        "unlooked",
        "The answer was held back once: the context has not been looked at yet. Look first, then finish.",
      );
    }
    if (situation.unseenOutput && final.literal) {
      return this.once(
        "unseen",
        "The answer was held back once: it was written before the output of the earlier block was seen. Read that output, then confirm or correct the answer.",
      );
    }
    return null;
  }

  private once(reason: string, note: string): string | null {
    if (this.used.has(reason)) return null;
    this.used.add(reason);
    return note;
  }
}

import type { RunEvent, TurnDelta } from "../../core/events";
import { applyEvent, createTrajectory, type Trajectory } from "../../core/trajectory";

/**
 * The events of a run so far. Pieces of a streaming reply are dropped once they are folded into the trajectory, so a
 * page that comes late gets the draft in one piece, and a finished turn's reply only once.
 */
export class RunTrace {
  readonly trajectory: Trajectory = createTrajectory();
  private readonly kept: RunEvent[] = [];

  add(event: RunEvent): void {
    applyEvent(this.trajectory, event);
    if (event.type !== "turn.delta") this.kept.push(event);
  }

  /** Everything that a page needs to show the run as it stands. */
  snapshot(): readonly RunEvent[] {
    return [...this.kept, ...this.drafts()];
  }

  private drafts(): TurnDelta[] {
    const at = this.trajectory.lastAt;
    return [...this.trajectory.runs].flatMap(([run, node]) => {
      const turn = node.turns.at(-1);
      if (turn === undefined || turn.reply !== null) return [];
      const base = { type: "turn.delta", run, at, turn: turn.start.turn } as const;
      const { reasoning, text } = turn.draft;
      return [
        ...(reasoning === "" ? [] : [{ ...base, kind: "reasoning", text: reasoning } as const]),
        ...(text === "" ? [] : [{ ...base, kind: "text", text } as const]),
      ];
    });
  }
}

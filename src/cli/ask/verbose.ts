import type { RunEvent } from "../../core/events";
import { applyEvent, createTrajectory } from "../../core/trajectory";
import { cellCode, cellResult, turnHeading, turnProse } from "../output/cells";
import type { Output } from "../output/output";
import { beginning, writingFor } from "../output/writing";

/** Characters of one text that are shown while a run is at work; all of it is in the log. */
const SHOWN = 10_000;

/** Prints cells on standard error as they happen. */
export class VerboseCells {
  private readonly trajectory = createTrajectory();
  private printing = Promise.resolve();

  constructor(private readonly output: Output) {}

  see(event: RunEvent): void {
    if (event.type === "turn.delta") return;
    applyEvent(this.trajectory, event);
    const text = this.write(event);
    this.printing = this.printing.then(async () => {
      const lines = (await text).trimEnd();
      if (lines !== "") this.output.notice(lines);
    });
  }

  /** Resolves when all that was seen has been printed. */
  async finish(): Promise<void> {
    await this.printing;
  }

  private async write(event: RunEvent): Promise<string> {
    const { runs, cells } = this.trajectory;
    const writing = writingFor(this.output, "stderr", (text) => Promise.resolve(beginning(text, SHOWN)));
    switch (event.type) {
      case "turn.reply": {
        const turn = runs.get(event.run)?.turns.at(-1);
        return turn === undefined ? "" : turnHeading(turn, writing);
      }
      case "cell.start": {
        const cell = cells.get(event.cell);
        return cell === undefined ? "" : cellCode(cell, writing);
      }
      case "cell.end": {
        const cell = cells.get(event.cell);
        return cell === undefined ? "" : cellResult(cell, writing);
      }
      case "turn.start": {
        const before = runs.get(event.run)?.turns.at(-2);
        return before === undefined ? "" : turnProse(before, writing);
      }
      case "note":
        return event.cell === null ? `Note: ${event.text}` : "";
      default:
        return "";
    }
  }
}

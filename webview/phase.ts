import type { RunNode } from "../src/core/trajectory";
import { count } from "./format";
import { settled } from "./rowText";

/** What a running run is doing, in a few words. */
export function phaseOf(run: RunNode): string {
  const turn = run.turns.at(-1);
  if (turn === undefined) return "Starting";
  if (turn.reply === null) {
    if (turn.draft.text !== "") return "The model is writing";
    return turn.draft.reasoning === "" ? "Waiting for the model" : "The model is thinking";
  }
  const cell = turn.cells.at(-1);
  if (cell?.status !== "running") return "Preparing the next step";
  const name = `cell ${count(cell.start.cell)}`;
  return cell.tally.running > 0 ? `Running ${name}: ${settled(cell.tally)}` : `Running ${name}`;
}

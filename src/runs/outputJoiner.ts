import type { CellOutput, RunEvent } from "../core/events";

/** A cell may print in very small pieces; in the log they stand in pieces of up to this many characters. */
export const MOST_CHARACTERS = 64 * 1024;

/** Joins the pieces that one cell prints in a row. Whatever it gives back is in the order in which it came. */
export class OutputJoiner {
  private waiting: { readonly first: CellOutput; readonly pieces: string[]; characters: number } | null = null;

  /** Takes an event; gives back what is to be written now. */
  push(event: RunEvent): RunEvent[] {
    if (event.type !== "cell.output" || typeof event.text !== "string") return [...this.flush(), event];
    const { waiting } = this;
    if (waiting?.first.run === event.run && waiting.first.cell === event.cell && waiting.characters < MOST_CHARACTERS) {
      waiting.pieces.push(event.text);
      waiting.characters += event.text.length;
      return [];
    }
    const before = this.flush();
    this.waiting = { first: event, pieces: [event.text], characters: event.text.length };
    return before;
  }

  flush(): RunEvent[] {
    const { waiting } = this;
    this.waiting = null;
    return waiting === null ? [] : [{ ...waiting.first, text: waiting.pieces.join("") }];
  }
}

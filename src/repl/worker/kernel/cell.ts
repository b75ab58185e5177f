import { MAX_ANSWER, MAX_SHOWN } from "../../bounds";
import { LITERAL_FINALS, READS_CONTEXT, READS_FILES } from "../wall";
import { display, type Describe } from "./inspect";
import { append, stringify } from "./intrinsics";
import type { Outbox } from "./outbox";
import { cut } from "./text";

const MOST_NOTES = 50;

/** One cell at work, and what it has come to. */
export class Cell {
  hasStarted = false;
  /** The code has come to its end, or will never. */
  isDone = false;
  ended: "value" | "error" | "stopped" = "value";
  value: unknown = undefined;
  /** JSON of a `CellError`. */
  error = "null";
  isBusy = false;
  touched: boolean;
  readonly literal: boolean;
  private readonly notes: string[] = [];

  constructor(
    readonly id: number,
    readonly hoist: unknown,
    readonly body: unknown,
    readonly flags: number,
  ) {
    this.touched = (flags & (READS_CONTEXT | READS_FILES)) !== 0;
    this.literal = (flags & LITERAL_FINALS) !== 0;
  }

  /** What the person or the model should know. */
  note(text: string): void {
    for (let i = 0; i < this.notes.length; i++) if (this.notes[i] === text) return;
    if (this.notes.length < MOST_NOTES) append(this.notes, cut(text, 2000));
  }

  notesJson(): string {
    let json = "";
    for (let i = 0; i < this.notes.length; i++) json += `${i === 0 ? "" : ","}${stringify(this.notes[i] ?? "")}`;
    return `[${json}]`;
  }

  /** Sends the value as text; false: there is none. */
  sendValue(outbox: Outbox, describe: Describe): boolean {
    if (this.ended !== "value" || this.value === undefined) return false;
    outbox.text(this.id, "value", cut(display(this.value, MAX_SHOWN, describe), MAX_ANSWER));
    return true;
  }
}

import { LITERAL_FINALS, READS_CONTEXT, READS_FILES } from "../wall";
import { append, stringify } from "./intrinsics";
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
  /** How often the end was to be told; the second time without what may be what took too long. */
  reports = 0;
  isReported = false;
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
}

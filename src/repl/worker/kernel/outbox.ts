import { PIECE } from "../../bounds";
import type { Supervisor } from "../wall";
import { now, slice, stringify } from "./intrinsics";
import { splitAt } from "./text";

/** Text that waits at most, in ms and characters, while a cell keeps running. */
const FLUSH_MS = 50;
const FLUSH_CHARS = 1_000_000;

/** Frames on their way to the host, as JSON lines made by hand: `JSON.stringify` of an object could run code of a cell. */
export class Outbox {
  private frames = "";
  private printed = "";
  private flushed = 0;

  constructor(private readonly supervisor: Supervisor) {}

  /** `json` is a whole JSON object. */
  frame(json: string): void {
    this.frames += `${json}\n`;
  }

  text(cell: number, slot: "out" | "value" | "final" | "draft", text: string): void {
    for (let start = 0; start < text.length || start === 0;) {
      const end = splitAt(text, start + PIECE < text.length ? start + PIECE : text.length);
      const line = `{"t":"text","c":${cell},"slot":"${slot}","s":${stringify(slice(text, start, end))}}\n`;
      if (slot === "out") this.printed += line;
      else this.frames += line;
      if (text.length === 0) break;
      start = end;
    }
    if (slot === "out" && (this.printed.length > FLUSH_CHARS || now() - this.flushed > FLUSH_MS)) this.flushPrinted();
  }

  /** All frames that wait, as lines. */
  drain(): string {
    const all = this.printed + this.frames;
    this.printed = "";
    this.frames = "";
    this.flushed = now();
    return all;
  }

  /** Sends all that waits at once. */
  flush(): void {
    this.write(this.drain());
  }

  /** Only what was printed: queries begin when the code that asks them lets go. */
  private flushPrinted(): void {
    const lines = this.printed;
    this.printed = "";
    this.flushed = now();
    this.write(lines);
  }

  private write(lines: string): void {
    try {
      this.supervisor.write(lines);
    } catch {
      // The end of the stack. The error is one of the outer realm, so it stops here.
    }
  }
}

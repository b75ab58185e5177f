/**
 * The wall between the supervisor's realm and the realm of the cells. Only primitives cross it, but for functions that a
 * cell's script evaluated to, and rejected promises, which the supervisor passes back without looking at them.
 */

/** What the kernel may ask of the supervisor. May throw errors of the supervisor's realm, which must never get to a cell. */
export interface Supervisor {
  /** Sends complete frames to the host at once. */
  write(frames: string): void;
  /** The whole text of an entry of the corpus. */
  text(entry: number): string;
  /** The texts of the entries before `last` in large blocks, for searching: from `entry` on, at `offset` bytes within it, whole entries or whole lines. */
  block(entry: number, offset: number, last: number): string;
  /** Where the block after the last one begins: its entry, and the offset within it in bytes. */
  nextEntry(): number;
  nextOffset(): number;
  /** The column in a cell as it was written, for a position in it as it runs; 0: unknown. Both count from 1. */
  column(cell: number, line: number, column: number): number;
}

/** What a cell's reads of reserved names are, as a bit set for `Kernel.begin`. */
export const READS_CONTEXT = 1;
export const READS_FILES = 2;
export const READS_HISTORY = 4;
/** Every argument of the final calls in the code is a literal. */
export const LITERAL_FINALS = 8;

/** What `Kernel.state` answers. */
export const WAITING = 0;
export const FINISHED = 1;
/** There is more to do at once. */
export const READY = 2;
/** The host has been told how the cell ended. */
export const REPORTED = 3;

/** What the supervisor asks of the kernel. Only `step` and `finish` may run code of a cell. */
export interface Kernel {
  entry(path: string, characters: number, lines: number, language: string, firstLine: number): void;
  /** An empty name: the context itself. */
  part(name: string, shape: string, first: number, count: number): void;
  history(question: string, answer: string | null): void;
  /** False: the data could not be read. */
  restore(name: string, data: string): boolean;
  declare(name: string): void;
  /** A cell is ready to run: functions of its hoisted declarations and of its body. */
  begin(cell: number, hoist: unknown, body: unknown, flags: number): void;
  reply(call: number, index: number, ok: boolean, text: string, more: boolean): void;
  replied(call: number): void;
  step(): void;
  state(): number;
  /** ms until the next timer is due; -1: there is none. */
  due(): number;
  /** Ends the running cell; `line` 0: unknown. An empty name: it was stopped. */
  abandon(errorName: string, message: string, line: number, column: number, busy: boolean): void;
  finish(): void;
  drain(): string;
  rejected(promise: unknown, reason: unknown): void;
  handled(promise: unknown): void;
}

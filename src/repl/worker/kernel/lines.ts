import { append, charCodeAt, indexOf, lastIndexOf, max, slice } from "./intrinsics";
import { copy, head } from "./text";

const LF = 10;
const CR = 13;

/** Finds lines in a text as the editor does: they end with `\n`, `\r\n` or `\r`. */
export class Lines {
  private readonly hasCr: boolean;

  constructor(readonly text: string) {
    this.hasCr = indexOf(text, "\r") >= 0;
  }

  /** Where the line begins that holds the place `at`; not before `from`. */
  start(at: number, from: number): number {
    if (!this.hasCr) return at <= from ? from : max(from, lastIndexOf(this.text, "\n", at - 1) + 1);
    let start = at;
    while (start > from && !this.isBreak(start - 1)) start--;
    return start;
  }

  /** Where the line ends that holds the place `at`, without its break; not after `to`. */
  end(at: number, to: number): number {
    if (!this.hasCr) {
      const feed = indexOf(this.text, "\n", at);
      return feed < 0 || feed > to ? to : feed;
    }
    let end = at;
    while (end < to && !this.isBreak(end)) end++;
    return end;
  }

  /** Whether a place lies within `\r\n`, where to a regular expression an empty line is. */
  isInBreak(at: number): boolean {
    return this.hasCr && charCodeAt(this.text, at) === LF && charCodeAt(this.text, at - 1) === CR;
  }

  /** The place behind the break at `end`. */
  next(end: number): number {
    return end + (charCodeAt(this.text, end) === CR && charCodeAt(this.text, end + 1) === LF ? 2 : 1);
  }

  /** How many breaks lie between two places. */
  count(from: number, to: number): number {
    let breaks = 0;
    for (let at = this.end(from, to); at < to; at = this.end(this.next(at), to)) breaks++;
    return breaks;
  }

  /** Up to `many` lines before the one that begins at `at`. */
  before(at: number, from: number, many: number, length: number): string[] {
    const reversed: string[] = [];
    for (let start = at; start > from && reversed.length < many;) {
      const isPair = charCodeAt(this.text, start - 1) === LF && charCodeAt(this.text, start - 2) === CR;
      const end = max(from, start - (isPair ? 2 : 1));
      start = this.start(end, from);
      append(reversed, copy(head(slice(this.text, start, end), length)));
    }
    const lines: string[] = [];
    for (let i = reversed.length - 1; i >= 0; i--) append(lines, reversed[i] ?? "");
    return lines;
  }

  /** Up to `many` lines after the one that ends at `end`. */
  after(end: number, to: number, many: number, length: number): string[] {
    const lines: string[] = [];
    for (let at = end; at < to && this.next(at) < to && lines.length < many;) {
      const start = this.next(at);
      at = this.end(start, to);
      append(lines, copy(head(slice(this.text, start, at), length)));
    }
    return lines;
  }

  private isBreak(at: number): boolean {
    const code = charCodeAt(this.text, at);
    return code === LF || code === CR;
  }
}

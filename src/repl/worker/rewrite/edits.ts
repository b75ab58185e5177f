interface Insertion {
  readonly at: number;
  readonly text: string;
  /** Closing texts come before opening ones at the same place. */
  readonly closes: boolean;
  /** Length of what is wrapped: of two texts at one place the wider one is the outer one. */
  readonly span: number;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A piece of the original that stands unchanged in the result. */
interface Copy {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** What a rewriting came to, with the way back to the original's columns. Line breaks are never touched. */
export interface Edited {
  readonly code: string;
  /** The original's column for a position in the result; 0: none. Lines and columns count from 1. */
  column(line: number, column: number): number;
}

/** Changes to a text by position in the original. */
export class Edits {
  private readonly insertions: Insertion[] = [];
  private readonly replacements: Replacement[] = [];

  /** Puts `before` and `after` around a range. */
  wrap(start: number, end: number, before: string, after: string, span = end - start): void {
    this.insertions.push({ at: start, text: before, closes: false, span });
    this.insertions.push({ at: end, text: after, closes: true, span });
  }

  /** Puts a text before everything else that goes in there. */
  before(at: number, text: string): void {
    this.insertions.push({ at, text, closes: false, span: Number.POSITIVE_INFINITY });
  }

  /** Puts a text behind everything else that closes there. */
  after(at: number, text: string): void {
    this.insertions.push({ at, text, closes: true, span: Number.POSITIVE_INFINITY });
  }

  /** Replaces a range without line breaks, or by a text with the same line breaks. */
  replace(start: number, end: number, text: string): void {
    this.replacements.push({ start, end, text });
  }

  /** The changes strictly inside one of the ranges. */
  within(ranges: readonly { readonly start: number; readonly end: number }[]): Edits {
    const inside = (start: number, end: number): boolean => ranges.some((one) => one.start < start && end < one.end);
    const inner = new Edits();
    inner.insertions.push(...this.insertions.filter((one) => inside(one.at, one.at)));
    inner.replacements.push(...this.replacements.filter((one) => inside(one.start, one.end)));
    return inner;
  }

  /** What lies inside a replaced range goes with it. */
  apply(original: string): Edited {
    const changes = [
      ...this.insertions.map((one) => ({ ...one, start: one.at, end: one.at })),
      ...this.replacements.map((one) => ({ ...one, closes: false, span: -1 })),
    ].sort(
      (a, b) =>
        a.start - b.start || Number(b.closes) - Number(a.closes) || (a.closes ? a.span - b.span : b.span - a.span),
    );
    let code = "";
    let at = 0;
    const copies: Copy[] = [];
    const copyTo = (end: number): void => {
      if (end <= at) return;
      copies.push({ from: code.length, to: at, length: end - at });
      code += original.slice(at, end);
      at = end;
    };
    for (const { start, end, text } of changes) {
      if (start < at) continue;
      copyTo(start);
      code += text;
      at = Math.max(at, end);
    }
    copyTo(original.length);
    return { code, column: (line, column) => originalColumn(code, original, copies, line, column) };
  }
}

function originalColumn(code: string, original: string, copies: readonly Copy[], line: number, column: number): number {
  const position = startOfLine(code, line) + column - 1;
  // An inserted text stands for what follows it.
  const copy = copies.find((one) => position < one.from + one.length);
  if (copy === undefined) return 0;
  const found = copy.to + Math.max(0, position - copy.from) - startOfLine(original, line) + 1;
  return Math.max(1, found);
}

function startOfLine(text: string, line: number): number {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const feed = /\r\n|[\n\r\u2028\u2029]/g;
    feed.lastIndex = start;
    if (feed.exec(text) === null) return start;
    start = feed.lastIndex;
  }
  return start;
}

/** The same text with nothing but its line breaks left. */
export function blank(text: string): string {
  return text.replace(/[^\n\r\u2028\u2029]/g, " ");
}

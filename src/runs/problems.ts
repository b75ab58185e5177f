const NAMED = 20;

/** Gathers what could not be read of a log, for people: neighbouring lines of one kind together, and not too many. */
export class Problems {
  private readonly found: { text: string; first: number; last: number }[] = [];
  private readonly general: string[] = [];

  /** `text` completes "Line 3 was left out: …". */
  addLine(number: number, text: string): void {
    const latest = this.found.at(-1);
    if (latest?.text === text && latest.last === number - 1) latest.last = number;
    else this.found.push({ text, first: number, last: number });
  }

  add(text: string): void {
    this.general.push(text);
  }

  list(): readonly string[] {
    const lines = this.found.slice(0, NAMED).map(({ text, first, last }) => {
      return first === last
        ? `Line ${String(first)} was left out: ${text}.`
        : `Lines ${String(first)} to ${String(last)} were left out: ${text}.`;
    });
    const more = this.found.length - NAMED;
    if (more > 0) lines.push(`There are ${String(more)} more lines like these.`);
    return [...this.general, ...lines];
  }
}

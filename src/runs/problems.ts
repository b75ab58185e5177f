/** How many groups of lines are named; the rest is only counted. */
const NAMED = 20;

/** Gathers what could not be read of a log, for people: neighbouring lines of one kind together, and not too many. */
export class Problems {
  private readonly named: { readonly text: string; readonly first: number; last: number }[] = [];
  private readonly general: string[] = [];
  private unnamed = 0;

  /** `text` completes "Line 3 was left out: …". */
  addLine(number: number, text: string): void {
    const latest = this.named.at(-1);
    if (latest?.text === text && latest.last === number - 1) latest.last = number;
    else if (this.named.length < NAMED) this.named.push({ text, first: number, last: number });
    else this.unnamed++;
  }

  add(text: string): void {
    this.general.push(text);
  }

  list(): readonly string[] {
    const lines = this.named.map(({ text, first, last }) => {
      return first === last
        ? `Line ${String(first)} was left out: ${text}.`
        : `Lines ${String(first)} to ${String(last)} were left out: ${text}.`;
    });
    if (this.unnamed > 0) lines.push(`There are ${String(this.unnamed)} more lines like these.`);
    return [...this.general, ...lines];
  }
}

import { wordsOf, type Word } from "../language/words";
import { likeness } from "../extract/match";
import type { Column, Profile } from "./profile";
import { PEOPLE } from "./vocabulary";

/** A column that the question speaks of, and where. */
export interface Mention {
  readonly column: Column;
  /** Index of the word among the question's words. */
  readonly index: number;
  readonly strength: number;
}

/** A question about records while it is being read: its words, and which of them have been understood. */
export class Asked {
  readonly words: readonly Word[];
  readonly lower: string;
  private readonly subject: ReadonlySet<string>;
  private readonly used = new Set<number>();

  /** `subject`: the name of the file or list, which also names its rows: `orders.csv`. */
  constructor(
    readonly text: string,
    readonly profile: Profile,
    subject: string,
  ) {
    this.words = wordsOf(text);
    this.lower = text.toLowerCase();
    this.subject = new Set(wordsOf(subject).map((word) => word.stem));
  }

  /** Whether word `index` names the rows as such: orders in `orders.csv`. */
  isSubject(index: number): boolean {
    return this.subject.has(this.words[index]?.stem ?? "");
  }

  use(from: number, count = 1): void {
    for (let i = from; i < from + count; i++) this.used.add(i);
  }

  isUsed(index: number): boolean {
    return this.used.has(index);
  }

  /** Marks every word within a piece of the text. */
  useText(at: number, length: number): void {
    this.words.forEach((word, index) => {
      if (word.at >= at && word.end <= at + length) this.use(index);
    });
  }

  /** Index of the first word at or behind a position of the text. */
  wordAt(at: number): number {
    const index = this.words.findIndex((word) => word.at >= at);
    return index < 0 ? this.words.length : index;
  }

  /** The column that word `index` names, best first; `kind` limits which. */
  columnAt(index: number, kind?: Column["kind"]): Mention | null {
    const word = this.words[index];
    if (word === undefined) return null;
    let best: Mention | null = null;
    for (const column of this.profile.columns) {
      if (kind !== undefined && column.kind !== kind) continue;
      const strength = this.likenessOf(column, index);
      if (strength > (best?.strength ?? 0)) best = { column, index, strength };
    }
    return best !== null && best.strength >= 0.25 ? best : null;
  }

  /** All mentions of columns in the order of the question; a word mentions at most one. */
  mentions(kind?: Column["kind"]): Mention[] {
    return this.words.flatMap((_, index) => this.columnAt(index, kind) ?? []);
  }

  /** The word must be one of the column's; the more of its name stands around that word, the better. */
  private likenessOf(column: Column, index: number): number {
    const word = this.words[index];
    const joined = `${word?.stem ?? ""}${this.words[index + 1]?.text.toLowerCase() ?? ""}`;
    const best = Math.max(0, ...column.stems.map((stem) => (stem === joined ? 1 : likeness(stem, word?.stem ?? ""))));
    if (best === 0) return 0;
    const around = this.words.slice(Math.max(0, index - 2), index + 3).map((one) => one.stem);
    const met = column.stems.filter((stem) => around.some((other) => likeness(stem, other) > 0)).length;
    if (column.stems.includes(joined)) return 1;
    return best * (met / column.stems.length) * (met < column.stems.length ? 0.9 : 1) + met / 100;
  }
}

/** Whether a column counts or names rows rather than measures something. */
export function isKey(column: Column, profile: Profile): boolean {
  return (
    column.stems.some((stem) => /^(?:id|key|nr|no|uuid|zip|index)$/.test(stem)) ||
    (column.kind !== "number" && column.distinct === profile.rows && profile.rows > 1)
  );
}

/** The column that names a row for people. */
export function nameColumn(profile: Profile): Column | undefined {
  const { columns, rows } = profile;
  return (
    columns.find((column) => column.stems.some((stem) => PEOPLE.has(stem))) ??
    columns.find((column) => column.kind === "text" && column.distinct === rows)
  );
}

/** Columns whose values add up to something. */
export function measures(profile: Profile): Column[] {
  return profile.columns.filter(
    (column) => column.kind === "number" && !isKey(column, profile) && !column.stems.includes("year"),
  );
}

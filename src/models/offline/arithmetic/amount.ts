import { hasStems } from "../extract/match";
import type { Quote } from "../extract/quote";
import { showNumber } from "../language/numbers";
import { stem } from "../language/stem";
import { wordsOf } from "../language/words";

/** A number of things that a sentence speaks of. */
export interface Amount {
  readonly n: number;
  /** The things, as the text has them: `apples`; `$` for money; empty where it does not say. */
  readonly unit: string;
  /** Whose they are, as the text has it; empty where it does not say. */
  readonly owner: string;
  /** -1 where the sentence takes them away. */
  readonly sign: 1 | -1;
  /** Stem of the verb that adds or takes; empty where the sentence only says how many there are. */
  readonly verb: string;
  readonly quote: Quote;
}

/** What a question about amounts comes to. */
export interface Tally {
  readonly result: number;
  /** `5 + 3 = 8`. */
  readonly sum: string;
  /** What is counted, as the question has it; `$` for money; empty for a difference. */
  readonly noun: string;
  readonly amounts: readonly Amount[];
  /** Amounts in the text that do not belong to what is asked. */
  readonly leftOut: readonly Amount[];
}

export function isSameUnit(a: string, b: string): boolean {
  return stem(a) === stem(b);
}

/** Whether the amount belongs to one of these; to anybody where there are none. */
export function isOwned(amount: Amount, owners: readonly string[]): boolean {
  return owners.length === 0 || amount.owner.split(" and ").some((owner) => owners.includes(owner));
}

/** Whether a text has all words of a phrase. */
export function hasPhrase(text: string, phrase: string): boolean {
  return hasStems(
    wordsOf(phrase).map((word) => word.stem),
    text,
  );
}

/** The amounts added up, with signs, and the sum as it is written. */
export function addUp(amounts: readonly Amount[]): { readonly result: number; readonly sum: string } {
  const result = amounts.reduce((sum, { sign, n }) => sum + sign * n, 0);
  if (amounts.length === 1) return { result, sum: showNumber(result) };
  const signs = amounts.map(({ sign }, i) => (i === 0 ? (sign < 0 ? "-" : "") : sign < 0 ? " - " : " + "));
  const terms = amounts.map(({ n }, i) => `${signs[i] ?? ""}${showNumber(n)}`);
  return { result, sum: `${terms.join("")} = ${showNumber(result)}` };
}

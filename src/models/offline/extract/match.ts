import { areSynonyms } from "../language/synonyms";
import { wordsOf, type Word } from "../language/words";
import type { Term } from "../question/question";

const SUFFIX = /^(?:er|or|r|ion|ation|ment|ly|ist|ness|s)$/;
const NEARLY = 0.8;

/** How well two stems are the same word: 1, 0.8 for a synonym or a derived word (`founder`, `found`), or 0. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  if (areSynonyms(a, b)) return NEARLY;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 4 && long.startsWith(short) && SUFFIX.test(long.slice(short.length)) ? NEARLY : 0;
}

/** Where a text has a term: how well (0 to 1), and the word; null word where it has not. */
export interface TermMatch {
  readonly strength: number;
  readonly word: Word | null;
  /** Index of that word among the text's words. */
  readonly index: number;
}

/** For each term, where `text` has it best. */
export function matchTerms(terms: readonly Term[], text: string): TermMatch[] {
  const words = wordsOf(text);
  return terms.map((term) => {
    let best: TermMatch = { strength: 0, word: null, index: -1 };
    words.forEach((word, index) => {
      const strength = likeness(term.stem, word.stem);
      if (strength > best.strength) best = { strength, word, index };
    });
    return best;
  });
}

/** Whether `text` has all of these stems, or words like them. */
export function hasStems(stems: readonly string[], text: string): boolean {
  const words = wordsOf(text);
  return stems.every((one) => words.some((word) => likeness(one, word.stem) > 0));
}

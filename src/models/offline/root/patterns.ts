import { namePattern, patternOf, phrasePattern } from "../question/pattern";
import { WEAK, type Question, type Term } from "../question/question";

const MOST_WORDS = 7;

/** Words to look for, as the question has them, each with the source of its pattern. */
export type Patterns = ReadonlyMap<string, string>;

/** The question's own words. `inNames`: also within names in program text. */
export function wordsToFind(question: Question, inNames: boolean, most = MOST_WORDS): Patterns {
  const telling = question.terms.filter((term) => term.weight >= WEAK);
  const terms = telling.length < 2 ? question.terms : telling;
  const kept = new Set([...terms].sort((a, b) => b.weight - a.weight).slice(0, most));
  const found = terms.filter((term) => kept.has(term));
  return new Map(found.map((term) => [term.text.toLowerCase(), patternOf(term, inNames)]));
}

export function namesToFind(names: readonly string[]): Patterns {
  return new Map(names.map((name) => [name, namePattern(name)]));
}

const ONE_LINE = 90;

/** The patterns as an object literal, on one line where that is short. */
export function withCode(patterns: Patterns): string {
  const entries = [...patterns].map(([word, source]) => `${key(word)}: /${source}/i`);
  const line = `{ ${entries.join(", ")} }`;
  return line.length <= ONE_LINE ? line : `{\n${entries.map((entry) => `  ${entry},\n`).join("")}}`;
}

/** A pattern for lines that have all of them. */
export function together(sources: readonly string[]): string {
  return `/^${sources.map((source) => `(?=.*${source})`).join("")}/im`;
}

/** Words that stand side by side in the question, as one phrase: all of the longest run, and the best two of it. */
export function phrasesToFind(question: Question): Patterns {
  const runs = runsOf(question.terms).filter((run) => run.length > 1 && run.some((term) => term.weight >= WEAK));
  const [longest = []] = runs.sort((a, b) => weigh(b) - weigh(a));
  const pairs = longest.slice(1).map((term, i) => [longest[i] ?? term, term]);
  const [pair = []] = pairs.sort((a, b) => weigh(b) - weigh(a));
  return new Map(
    [longest, pair]
      .filter((terms) => terms.length > 1)
      .map((terms) => [terms.map((term) => term.text.toLowerCase()).join(" "), phrasePattern(terms)]),
  );
}

function runsOf(terms: readonly Term[]): Term[][] {
  const runs: Term[][] = [[]];
  for (const term of terms) {
    runs.at(-1)?.push(term);
    if (!term.joined) runs.push([]);
  }
  return runs;
}

function weigh(terms: readonly Term[]): number {
  return terms.reduce((sum, term) => sum + term.weight, 0);
}

/** The words that tell most: names first, then long ones. */
export function strongest(patterns: Patterns, question: Question, most: number): string[] {
  const weight = (word: string): number => question.terms.find((term) => term.text.toLowerCase() === word)?.weight ?? 1;
  return [...patterns]
    .sort(([a], [b]) => weight(b) - weight(a) || b.length - a.length)
    .slice(0, most)
    .map(([, source]) => source);
}

function key(word: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(word) ? word : JSON.stringify(word);
}

import { anyOf } from "../language/anyOf";
import { WEAK, type Question, type Term } from "../question/question";
import { isDefinition } from "./definition";
import { matchTerms, type TermMatch } from "./match";
import { shortAnswer } from "./shortAnswer";

/** How much a term tells, from 0 to 1: rare ones tell more. */
export type Rarity = (term: Term) => number;

const EQUALLY_RARE: Rarity = () => 1;

export interface Scored {
  readonly score: number;
  /** The part of the score that is for words standing together as they do in the question. */
  readonly together: number;
  /** The part of the score that is for being an answer: it has what is asked for, and does not doubt it. */
  readonly fit: number;
  /** For each term of the question, how well it was met. */
  readonly met: readonly number[];
}

/** What stands around a text (its heading, the sentence before) meets a term less well. */
const AROUND = 0.75;
const CAUTION = anyOf(
  `old, former(?:ly)?, previous(?:ly)?, expired, obsolete, no longer, not, \\w+n't, never, used to, fake, decoy, wrong, invalid,
  no, outdated, revoked, retired, unlike, rumou?r(?:ed|s)?`,
  "gi",
);

/** How well a sentence answers a question, by the words that both share. */
export function scoreText(question: Question, text: string, around = "", rarity: Rarity = EQUALLY_RARE): Scored {
  const own = matchTerms(question.terms, text);
  const near = matchTerms(question.terms, around);
  const met = question.terms.map((_, i) => Math.max(own[i]?.strength ?? 0, AROUND * (near[i]?.strength ?? 0)));
  const sum = question.terms.reduce((total, term, i) => total + term.weight * rarity(term) * (met[i] ?? 0), 0);
  const isAbout = question.terms.some((term, i) => (own[i]?.strength ?? 0) > 0 && term.weight >= WEAK);
  if (!isAbout && !isDefinition(text, question.terms)) {
    return { score: question.open ? sum : 0, together: 0, fit: 0, met };
  }
  const together = phrases(question.terms, own);
  const fit = fitness(question, text);
  return { score: sum + together + fit, together, fit, met };
}

/** Terms that stand side by side in the question and in the text. */
function phrases(terms: readonly Term[], matches: readonly TermMatch[]): number {
  let bonus = 0;
  terms.forEach((term, i) => {
    const [here, next] = [matches[i], matches[i + 1]];
    if (!term.joined || here === undefined || next === undefined || here.word === null || next.word === null) return;
    if (next.index - here.index === 1) bonus += 0.5;
  });
  return bonus;
}

/** Whether the text has what is asked for, and says it rather than asks or denies it. */
function fitness(question: Question, text: string): number {
  let bonus = 0;
  if (question.open) return /[;{}?]$|\S,\S+,\S+,\S/.test(text) ? -0.5 : 0;
  if (question.wanted === "location") bonus += isDefinition(text, question.terms) ? 2 : 0;
  else if (shortAnswer(question, text) !== null) bonus += isDefinition(text, question.terms) ? 1.4 : 0.7;
  const asked = new Set(question.text.toLowerCase().match(CAUTION) ?? []);
  if ((text.match(CAUTION) ?? []).some((word) => !asked.has(word.toLowerCase()))) bonus -= 0.6;
  if (/\?["”’)]?$/.test(text.trim())) bonus -= 1;
  return bonus;
}

/** The part of the question that was met, by weight: 0 to 1. Words that only name the kind of answer do not count. */
export function coverage(question: Question, met: readonly number[], rarity: Rarity = EQUALLY_RARE): number {
  let all = 0;
  let got = 0;
  question.terms.forEach((term, i) => {
    if (term.weight < WEAK) return;
    const weight = term.weight * rarity(term);
    all += weight;
    got += weight * (met[i] ?? 0);
  });
  return all === 0 ? 0 : got / all;
}

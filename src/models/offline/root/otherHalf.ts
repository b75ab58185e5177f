import { matchTerms } from "../extract/match";
import type { Quote } from "../extract/quote";
import { WEAK, type Question, type Term } from "../question/question";
import { readQuestion } from "../question/readQuestion";
import { itemOf, reference } from "./answer";

const HALVES = /,?\s+and\s+(?=(?:what|when|why|who|where|how|which)\b)/i;
const PRONOUN = /\b(?:it|its|they|them|their|this|that|these|those|he|she|him|her|his)\b/i;
/** A constant in program text, whose uses tell what it does. */
const CONSTANT = /\b[A-Z]\w*_\w+\b/g;
/** From this part of its words on, a half is met. */
const MET = 0.7;
const SHOWN = 2;

/** "Where is X set, and what happens when it is reached?": quotes for the second half, where `lines` have not met it. */
export function otherHalf(question: Question, quotes: readonly Quote[], lines: readonly string[]): string[] {
  const said = lines.join("\n");
  if (!isOpenHalf(question, said)) return [];
  const { first, second, terms } = halvesOf(question);
  const isShared = PRONOUN.test(second);
  const shared = isShared ? telling(first) : [];
  const constants = isShared ? constantsIn(said) : [];
  const ranked = quotes
    .filter((quote) => !said.includes(reference(quote)))
    .map((quote) => {
      const own = strengthOf(terms, quote.text) + (constants.some((name) => quote.text.includes(name)) ? 1 : 0);
      // What a program does when a name is met stands where it is compared.
      const decides = /\bif\b|\?|\bthrow\b|\breturn\b/.test(quote.text) ? 0.5 : 0;
      return { quote, score: own === 0 ? 0 : own + strengthOf(shared, quote.text) / 2 + decides };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  if (ranked.length === 0) return [];
  const items = ranked.slice(0, SHOWN).map(({ quote }) => itemOf(quote));
  return ["", `On “${second.replace(/[?.!\s]+$/, "")}”, these lines come closest:`, "", ...items];
}

/** Whether the question has a second half with words of its own that `said` mostly lacks. */
export function isOpenHalf(question: Question, said: string): boolean {
  const { terms } = halvesOf(question);
  return terms.length > 0 && strengthOf(terms, said) < terms.length * MET;
}

/** The part of the first half's words that a chain has met, 0 to 1; 0 where the question has no halves. */
export function metOfFirstHalf(question: Question, met: readonly number[]): number {
  const { first, terms } = halvesOf(question);
  const own = new Set(telling(first).map((term) => term.stem));
  const strengths = question.terms.flatMap((term, i) => (own.has(term.stem) ? [met[i] ?? 0] : []));
  if (terms.length === 0 || strengths.length === 0) return 0;
  return strengths.reduce((sum, strength) => sum + strength, 0) / strengths.length;
}

export function constantsIn(text: string): string[] {
  return [...new Set(text.match(CONSTANT) ?? [])];
}

function halvesOf({ text }: Question): { readonly first: string; readonly second: string; readonly terms: Term[] } {
  const [first = "", ...rest] = text.split(HALVES);
  const second = rest.join(" and ");
  return { first, second, terms: telling(second) };
}

function telling(text: string): Term[] {
  return text === "" ? [] : readQuestion(text).terms.filter((term) => term.weight >= WEAK);
}

function strengthOf(terms: readonly Term[], text: string): number {
  return matchTerms(terms, text).reduce((sum, match) => sum + match.strength, 0);
}

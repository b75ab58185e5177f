import { namesIn } from "../language/names";
import { wordsOf } from "../language/words";
import { sentencesOf } from "../language/sentences";
import { WEAK, type Anchor, type Question, type Term } from "../question/question";
import { hasStems, matchTerms } from "./match";
import { fullText, type Quote } from "./quote";
import { coverage, scoreText, type Rarity, type Scored } from "./score";

/** Quotes that lead from the question to its answer: each is about a name that the one before it brought up. */
export interface Chain {
  readonly quotes: readonly Quote[];
  /** The part of the question that they meet together, 0 to 1. */
  readonly coverage: number;
  /** For each term of the question, how well they meet it. */
  readonly met: readonly number[];
  /** Names that led from quote to quote. */
  readonly links: readonly string[];
  readonly score: number;
}

/** Names of services, hosts and packages, where a quote has no other name. */
const HYPHENED = /\b\p{Ll}{2,}(?:-[\p{Ll}\d]+)+\b/gu;
const LONGEST = 4;
const STARTS = 8;
/** What another quote costs; it has to bring more than that. */
const STEP_COST = 0.4;
/** What each further sentence of a quote costs: words that meet in one sentence belong together. */
const SENTENCE_COST = 0.2;
/** What it costs when the name that leads on stands in another sentence than what was looked for. */
const FAR_COST = 0.6;
/** What it costs when the next quote only mentions the name and is not about it. */
const ASIDE_COST = 0.3;

/** The best chains, best first; single quotes are chains too. */
export function chainsOf(question: Question, quotes: readonly Quote[], rarity: Rarity): Chain[] {
  const steps = quotes.map((quote) => stepOf(question, quote, rarity)).sort((a, b) => b.score - a.score);
  const starts = anchored(question, quotes);
  const chains = steps
    .filter(({ quote }) => starts.includes(quote))
    .slice(0, STARTS)
    .flatMap((step) => grow({ question, rarity, steps }, [step], [], 0));
  return chains.sort((a, b) => b.score - a.score);
}

interface Step extends Scored {
  readonly quote: Quote;
  readonly sentences: number;
}

function stepOf(question: Question, quote: Quote, rarity: Rarity): Step {
  const sentences = sentencesOf([{ line: 1, text: quote.text }]).length;
  return { quote, sentences, ...scoreText(question, quote.text, `${quote.path}\n${quote.title}`, rarity) };
}

/** The chain of these steps, and every longer one that brings more. Only the last step has to fit as an answer. */
function grow(search: Search, steps: readonly Step[], links: readonly string[], cost: number): Chain[] {
  const { question, rarity } = search;
  const last = steps.at(-1);
  if (last === undefined) return [];
  const met = metBy(question, steps);
  const spread = steps.reduce((sum, { sentences }) => sum + SENTENCE_COST * (sentences - 1), 0);
  const score =
    worth(question, met, rarity) - spread + Math.max(...steps.map((step) => step.together)) + last.fit - cost;
  const chain = {
    quotes: steps.map(({ quote }) => quote),
    met,
    links,
    score,
    coverage: coverage(question, met, rarity),
  };
  if (steps.length >= LONGEST || isMet(question, met)) return [chain];
  const names = newNames(question, last.quote, links);
  const brought = question.terms.filter((_, i) => (met[i] ?? 0) > (metBy(question, steps.slice(0, -1))[i] ?? 0));
  const longer = search.steps.flatMap((next) => {
    const link = names.find((name) => hasName(name, fullText(next.quote)));
    const gain = worth(question, metBy(question, [...steps, next]), rarity) - worth(question, met, rarity);
    if (link === undefined || gain <= STEP_COST || steps.some(({ quote }) => quote.text === next.quote.text)) return [];
    const far = isNear(link, brought, last.quote.text) ? 0 : FAR_COST;
    const aside = next.quote.text.startsWith(link) || next.quote.title.includes(link) ? 0 : ASIDE_COST;
    return grow(search, [...steps, next], [...links, link], cost + STEP_COST + far + aside);
  });
  return [chain, ...longer];
}

/** What stays the same while chains grow. */
interface Search {
  readonly question: Question;
  readonly rarity: Rarity;
  /** All quotes. */
  readonly steps: readonly Step[];
}

function metBy(question: Question, steps: readonly Step[]): number[] {
  return question.terms.map((_, i) => Math.max(0, ...steps.map((step) => step.met[i] ?? 0)));
}

/** Whether one sentence of the quote has the name and something that the question looks for. */
function isNear(name: string, terms: readonly Term[], text: string): boolean {
  return sentencesOf([{ line: 1, text }]).some(
    (sentence) => sentence.text.includes(name) && matchTerms(terms, sentence.text).some((match) => match.strength > 0),
  );
}

function worth(question: Question, met: readonly number[], rarity: Rarity): number {
  return question.terms.reduce((sum, term, i) => sum + term.weight * rarity(term) * (met[i] ?? 0), 0);
}

/** Names in a quote that are neither in the question nor already followed. */
export function newNames(question: Question, quote: Quote, known: readonly string[]): string[] {
  const asked = new Set(wordsOf([question.text, ...known].join(" ")).map((word) => word.stem));
  const isNew = (name: string): boolean => !wordsOf(name).every((word) => asked.has(word.stem));
  const names = namesIn(quote.text).filter(isNew);
  return names.length > 0 ? names : (quote.text.match(HYPHENED) ?? []).filter(isNew);
}

/** Whether nothing that the question is about is left open. */
export function isMet(question: Question, met: readonly number[]): boolean {
  return question.terms.every((term, i) => term.weight < WEAK || (met[i] ?? 0) > 0);
}

/** The quotes that are about what the question is about: all of its anchors, else at least one, else any quote. */
export function anchored(question: Question, quotes: readonly Quote[]): readonly Quote[] {
  const { anchors } = question;
  if (anchors.length === 0) return quotes;
  const all = quotes.filter((quote) => anchors.every((anchor) => isAt(anchor, quote)));
  return all.length > 0 ? all : quotes.filter((quote) => anchors.some((anchor) => isAt(anchor, quote)));
}

/** A strict anchor is all of its words; of the words behind a preposition most will do. */
function isAt({ stems, strict }: Anchor, quote: Quote): boolean {
  const found = stems.filter((stem) => hasStems([stem], fullText(quote))).length;
  return found >= (strict ? stems.length : stems.length * 0.6);
}

function hasName(name: string, text: string): boolean {
  return hasStems(
    wordsOf(name).map((word) => word.stem),
    text,
  );
}

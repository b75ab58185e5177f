import type { Chain } from "../extract/chain";
import { anchored, isMet } from "../extract/chain";
import { hasStems } from "../extract/match";
import { isSameQuote, type Quote } from "../extract/quote";
import { shortAnswer } from "../extract/shortAnswer";
import { WEAK } from "../question/question";
import { answer, CLOSEST_LINES, evidence, inline, itemOf, nothingFound, reference, type Finding } from "./answer";
import type { Move } from "./move";
import { metOfFirstHalf, otherHalf } from "./otherHalf";

/** Below this part of the question met, quotes do not answer a question for a fact. */
const ENOUGH = 0.5;
const ENOUGH_FOR_PASSAGES = 0.3;
/** Chains this close to the best one answer as well. */
const AS_GOOD = 0.97;
const KEYWORDS_ONLY = "This is keyword search only, with no language model:";

/** The answer that the best chain of quotes gives, or as much of one as there is, for each half of the question. */
export function answerFrom(finding: Finding): Move {
  const { talk, chains, counts, quotes } = finding;
  const [best] = chains;
  if (best === undefined || misses(finding)) return answer(nothingFound(talk, counts));
  const lines = linesFrom(finding, best);
  return answer([...lines, ...otherHalf(talk.question, quotes, lines)]);
}

function linesFrom(finding: Finding, best: Chain): string[] {
  const { talk, facts } = finding;
  const { question } = talk;
  const isForFact = facts && !question.open && question.terms.some((term) => term.weight >= WEAK);
  if (!isForFact || Math.max(best.coverage, metOfFirstHalf(question, best.met)) < ENOUGH)
    return passages(finding, best);
  if (question.wanted === "line" || question.wanted === "location") return places(finding, best);
  const values = valuesOf(finding, best);
  if (values.length === 0) return [`${KEYWORDS_ONLY} this is what fits best.`, ...evidence(best.quotes)];
  const supporting = uniqueQuotes([...best.quotes, ...values.flatMap(({ chain }) => chain.quotes)]);
  return [values.map(({ value }) => `**${value}**`).join(" · "), ...evidence(supporting)];
}

/** What the question is about is nowhere in the quotes: whatever else they say, it is not the answer. */
function misses({ talk, quotes, chains }: Finding): boolean {
  const { question } = talk;
  if (question.open && question.anchors.every((anchor) => !anchor.strict)) return false;
  const [best] = chains;
  if (anchored(question, quotes).length === 0) return true;
  const together = (best?.quotes ?? []).map((quote) => `${quote.path} ${quote.title} ${quote.text}`).join("\n");
  return question.anchors.some((anchor) => anchor.strict && !hasStems(anchor.stems, together)) && !question.open;
}

function valuesOf({ talk, chains }: Finding, best: Chain): { readonly value: string; readonly chain: Chain }[] {
  const { question } = talk;
  const isAsGood = (chain: Chain): boolean =>
    chain.score >= best.score * AS_GOOD &&
    chain.quotes.length === best.quotes.length &&
    isMet(question, chain.met) === isMet(question, best.met);
  const found = new Map<string, Chain>();
  for (const chain of [best, ...chains.filter(isAsGood)].slice(0, 6)) {
    const last = chain.quotes.at(-1);
    const value = last === undefined ? null : shortAnswer(question, last.text, chain.links);
    if (value !== null && !found.has(value)) found.set(value, chain);
  }
  return [...found].map(([value, chain]) => ({ value, chain }));
}

/** "Which line …?", "Where is … set?": the place is the answer, what stands there the evidence. */
function places({ talk, chains }: Finding, best: Chain): string[] {
  const others = chains.filter((chain) => chain.quotes.length === 1 && chain.score > best.score * 0.6);
  const quotes = uniqueQuotes([best, ...others].flatMap((chain) => chain.quotes.slice(-1))).slice(0, 4);
  const [first] = quotes;
  if (first === undefined) return nothingFound(talk, []);
  const line = `**Line ${String(first.line)}** of \`${first.path}\`:`;
  const place = talk.question.wanted === "line" ? line : `**${reference(first)}**`;
  return [`${place} ${inline(first.text)}`, ...(quotes.length > 1 ? evidence(quotes) : [])];
}

/** The best passages with an honest word about what they are. */
function passages({ talk, chains }: Finding, best: Chain): string[] {
  const single = chains.filter((chain) => chain.quotes.length === 1);
  const quotes = uniqueQuotes(single.flatMap((chain) => chain.quotes)).slice(0, 5);
  if (best.coverage < ENOUGH_FOR_PASSAGES) return [CLOSEST_LINES, "", ...quotes.slice(0, 3).map(itemOf)];
  const lead = talk.question.open
    ? `${KEYWORDS_ONLY} these passages fit the question best.`
    : `No passage answers this for certain. ${KEYWORDS_ONLY} these come closest.`;
  return [lead, ...evidence(quotes)];
}

function uniqueQuotes(quotes: readonly Quote[]): Quote[] {
  return quotes.filter((quote, i) => quotes.findIndex((other) => isSameQuote(quote, other)) === i);
}

import { anyOf, onlyOf } from "../language/anyOf";
import { isStopWord } from "../language/stopWords";
import { wordsOf } from "../language/words";
import { addUp, hasPhrase, isOwned, isSameUnit, type Amount, type Tally } from "./amount";
import { isKind, isOfKind } from "./categories";
import { compareAmounts } from "./compareAmounts";

const SUMS = anyOf("how many, how much, total, sum, altogether, combined, difference, fewer, left, remain");
const COMPARES = anyOf("how (?:many|much) (?:more|fewer|less), difference");
const MONEY_ASKED = anyOf("how much, money, cost, price, pay, paid, spend, spent, dollars, euros, pounds");
const MONEY = /^(?:[$€£]|dollars?|euros?|pounds?|cents?)$/i;
const ANYTHING = onlyOf("things?, items?, objects?, pieces?, numbers?, values?, total, sum, stuff");
const COUNTED = /\b(?:how many|number of|total of)\s+(?:of the |pieces of |different )?((?:\p{L}+\s?){1,3})/iu;

/** Whether a question wants amounts to be computed. */
export function asksForSum(question: string): boolean {
  return SUMS.test(question);
}

/** Computes what the question asks of the amounts; null where it cannot tell which of them it means. */
export function answerAmounts(question: string, amounts: readonly Amount[]): Tally | null {
  const isAsked = (phrase: string): boolean => phrase !== "" && hasPhrase(question, phrase);
  const owners = [...new Set(amounts.flatMap(({ owner }) => owner.split(" and ")))].filter(isAsked);
  const units = [...new Set(amounts.map(({ unit }) => unit))].filter(isAsked);
  if (COMPARES.test(question)) return compareAmounts(question, amounts, owners, units);
  const noun = nounOf(question);
  const fits = unitFilter(noun, units);
  if (fits === null) return null;
  const asked = amounts.filter((amount) => fits(amount) && isOwned(amount, owners));
  const chosen = ofVerb(question, asked);
  if (chosen.length === 0) return null;
  return { ...addUp(chosen), noun, amounts: chosen, leftOut: amounts.filter((amount) => !fits(amount)) };
}

/** Which units the question counts: those that it names, those of the kind that it names, or all; null: it can't be told. */
function unitFilter(noun: string, units: readonly string[]): ((amount: Amount) => boolean) | null {
  if (noun === "$") return ({ unit }) => MONEY.test(unit);
  if (units.length > 0) return ({ unit }) => units.some((one) => isSameUnit(one, unit));
  if (noun === "" || ANYTHING.test(noun)) return () => true;
  return isKind(noun) ? ({ unit }) => isOfKind(unit, noun) : null;
}

/** "How many did she give away?" asks for what that verb moved, not for what is left. */
function ofVerb(question: string, amounts: readonly Amount[]): Amount[] {
  const verb = wordsOf(question).find((word) => amounts.some((amount) => amount.verb === word.stem))?.stem;
  if (verb === undefined) return [...amounts];
  return amounts.filter((amount) => amount.verb === verb).map((amount) => ({ ...amount, sign: 1 }));
}

/** What is to be counted: the noun behind "how many" or "number of"; `$` for money. */
function nounOf(question: string): string {
  if (MONEY_ASKED.test(question)) return "$";
  const words = (COUNTED.exec(question)?.[1] ?? "").trim().split(/\s+/);
  const end = words.findIndex(isStopWord);
  const phrase = end < 0 ? words : words.slice(0, end);
  return phrase.find((word) => /[^s]s$/i.test(word)) ?? phrase[0] ?? "";
}

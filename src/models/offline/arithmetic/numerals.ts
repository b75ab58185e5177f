import { readNumber } from "../language/numbers";

/** A number in a sentence, in figures or in words. */
export interface Numeral {
  readonly n: number;
  /** The currency sign before it; empty where there is none. */
  readonly money: string;
  readonly at: number;
  readonly end: number;
}

const NUMBER = /(?<![\p{L}\d.,:/-])([$€£]\s?)?(\d[\d,]*(?:\.\d+)?|\p{L}+(?:-\p{L}+)?)(?![\d:/]|-\d)/gu;
/** "Alice has an apple" counts one; other articles count nothing. */
const COUNTING_VERB =
  /\b(?:has|have|had|is|are|was|were|buys?|bought|finds?|found|eats?|ate|gets?|got|gives?|gave|with)\s+(?:only\s+)?$/i;
const NOT_AN_AMOUNT = /^(?:st|nd|rd|th)\b|^\s*(?:o'clock|years? old|[ap]\.?m\b)/i;

/** The amounts that a clause names, dates, ages and times of day left out. */
export function numeralsIn(clause: string): Numeral[] {
  const found: Numeral[] = [];
  for (const match of clause.matchAll(NUMBER)) {
    const [all, money = "", word = ""] = match;
    const before = clause.slice(0, match.index);
    const n = readNumber(word);
    if (n === null || (/^(?:an?|no|one)$/i.test(word) && !COUNTING_VERB.test(before))) continue;
    const numeral = { n, money: money.trim(), at: match.index, end: match.index + all.length };
    const last = found.at(-1);
    const isDozens = n === 12 && last !== undefined && clause.slice(last.end, match.index).trim() === "";
    if (isDozens) found[found.length - 1] = { ...last, n: last.n * n, end: numeral.end };
    else if (!isDate(before, n) && !NOT_AN_AMOUNT.test(clause.slice(numeral.end))) found.push(numeral);
  }
  return found;
}

function isDate(before: string, n: number): boolean {
  return n >= 1500 && n < 2100 && /\b(?:in|since|of)\s+$/i.test(before);
}

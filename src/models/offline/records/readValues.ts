import { anyOf, onlyOf } from "../language/anyOf";
import { isStopWord } from "../language/stopWords";
import { wordsOf } from "../language/words";
import type { Asked } from "./asked";
import type { Filter } from "./plan";
import type { Cell, Column } from "./profile";

/** A condition, and the index of the word that it was read from. */
export interface Placed {
  readonly filter: Filter;
  readonly at: number;
}

interface Found {
  readonly column: Column;
  readonly value: Cell;
  readonly index: number;
  readonly count: number;
}

const LINK = onlyOf("is, of, was, number, no, nr, with, equals?, named, called");
const NEGATION =
  /(?:\bnot|n't|\bexcept|\bexcluding|\bother than|\bwithout|\bnon|\bnever)[\s-]+(?:(?:in|from|be|been|the|for|of|yet)\s+){0,2}$/;
const AMOUNT_BEFORE = /\b(?:than|over|above|under|below|least|most|top|to|exceeding|between|first|last)\s+[$€£]?$/;
const AMOUNT_BEHIND = /^\s+or (?:more|less|fewer|above|below)/;

/** Conditions from values that the question names: `North`, `shipped`, `not cancelled`, `order 1042`, `without email`. */
export function readValues(asked: Asked): Placed[] {
  const filters = new Map<string, { column: string; values: Cell[]; not: boolean; at: number }>();
  for (const found of findValues(asked)) {
    asked.use(found.index, found.count);
    const not = isNegated(asked, found.index);
    const key = `${found.column.name} ${String(not)}`;
    const filter = filters.get(key) ?? { column: found.column.name, values: [], not, at: found.index };
    if (!filter.values.includes(found.value)) filter.values.push(found.value);
    filters.set(key, filter);
  }
  const named = [...filters.values()].map(({ at, ...filter }): Placed => ({ filter: { kind: "in", ...filter }, at }));
  return [...named, ...readFlags(asked), ...readEmpty(asked)];
}

/** Longest phrases first, so that "New York" is not also "York"; a phrase belongs to one column. */
function findValues(asked: Asked): Found[] {
  const all = asked.profile.columns.flatMap((column) =>
    [...new Set([...column.named, ...column.examples])].flatMap((value) => placesOf(asked, column, value)),
  );
  const near = (found: Found): number => (isNextToName(asked, found) ? 0 : 1);
  const sorted = all.sort((a, b) => b.count - a.count || near(a) - near(b) || a.column.distinct - b.column.distinct);
  const chosen: Found[] = [];
  for (const found of sorted) {
    const overlaps = (other: Found): boolean =>
      found.index < other.index + other.count && other.index < found.index + found.count;
    if (!chosen.some(overlaps)) chosen.push(found);
  }
  return chosen.sort((a, b) => a.index - b.index);
}

function placesOf(asked: Asked, column: Column, value: Cell): Found[] {
  const words = wordsOf(String(value));
  if (words.length === 0) return [];
  return asked.words
    .map((_, index) => ({ column, value, index, count: words.length }))
    .filter(({ index }) => words.every((word, i) => asked.words[index + i]?.stem === word.stem))
    .filter((found) => isMeant(asked, found));
}

/** A bare number or a common word is a value only beside its column's name. */
function isMeant(asked: Asked, found: Found): boolean {
  const text = asked.text.slice(asked.words[found.index]?.at, asked.words[found.index + found.count - 1]?.end);
  const isText = typeof found.value !== "boolean" && found.column.kind === "text";
  const isPlain = isText && !/^[\d.,]+$/.test(text) && !isStopWord(text);
  return isPlain || (isNextToName(asked, found) && !isAmount(asked, found));
}

function isNextToName(asked: Asked, { column, index, count }: Found): boolean {
  const names = (at: number): boolean => column.stems.includes(asked.words[at]?.stem ?? " ");
  const linked = names(index - 2) && LINK.test(asked.words[index - 1]?.text ?? "");
  return names(index - 1) || names(index + count) || linked;
}

/** `more than 5 units`, `top 3 products`: numbers that other readers take. */
function isAmount(asked: Asked, { index, count }: Found): boolean {
  const before = asked.lower.slice(0, asked.words[index]?.at);
  const behind = asked.lower.slice(asked.words[index + count - 1]?.end);
  return AMOUNT_BEFORE.test(before) || AMOUNT_BEHIND.test(behind);
}

function isNegated(asked: Asked, index: number): boolean {
  return NEGATION.test(asked.lower.slice(0, asked.words[index]?.at));
}

const YES = onlyOf("true, yes, y, 1");
const NO = onlyOf("false, no, n, 0");

/** `active` where a column of that name says only yes and no; `inactive`, `not active`. */
function readFlags(asked: Asked): Placed[] {
  return asked.profile.columns.flatMap((column) => {
    const yes = column.examples.find((value) => YES.test(String(value)));
    const no = column.examples.find((value) => NO.test(String(value)));
    if (yes === undefined || no === undefined || column.distinct !== 2) return [];
    const opposites = column.stems.flatMap((stem) => [`in${stem}`, `un${stem}`, `non${stem}`]);
    const at = asked.words.findIndex(
      ({ stem }, i) => !asked.isUsed(i) && (column.stems.includes(stem) || opposites.includes(stem)),
    );
    const word = asked.words[at];
    if (word === undefined) return [];
    asked.use(at);
    const not = isNegated(asked, at) !== opposites.includes(word.stem);
    return [{ filter: { kind: "in", column: column.name, values: [not ? no : yes], not: false }, at } satisfies Placed];
  });
}

const EMPTY = anyOf("without, no, missing, lack(?:s|ing)?, empty").source;

/** `without an email`, `no country`. */
function readEmpty(asked: Asked): Placed[] {
  const pattern = new RegExp(`${EMPTY}(?:\\s+(?:an?|any|the))?\\s+(?=\\p{L})`, "gu");
  return [...asked.lower.matchAll(pattern)].flatMap((match) => {
    const at = asked.wordAt(match.index + match[0].length);
    const mention = asked.isUsed(at) ? null : asked.columnAt(at);
    if (mention === null || mention.strength < 0.4) return [];
    asked.useText(match.index, match[0].length);
    asked.use(at);
    return [{ filter: { kind: "empty", column: mention.column.name }, at } satisfies Placed];
  });
}

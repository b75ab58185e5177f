import { measures, type Asked } from "./asked";
import type { Comparison, Filter } from "./plan";
import type { Column } from "./profile";
import { ADJECTIVES, MONEY } from "./vocabulary";

const NUMBER = "([$€£]?)\\s?(\\d[\\d,]*(?:\\.\\d+)?)\\s?(k\\b|%|[$€£])?";
const MORE = "more|greater|higher|larger|bigger|older|heavier|longer|taller|pricier";
const LESS = "less|fewer|lower|smaller|younger|cheaper|lighter|shorter";
const BEFORE: readonly (readonly [string, Comparison])[] = [
  ["(?:no|not) (?:less|fewer) than|at least|a minimum of|>=|≥", ">="],
  ["(?:no|not) more than|at most|a maximum of|up to|<=|≤", "<="],
  [`(?:${MORE}) than|over|above|exceed(?:s|ed|ing)?|in excess of|>`, ">"],
  [`(?:${LESS}) than|under|below|<`, "<"],
  ["exactly|equal to|equals", "="],
];
const BEHIND: readonly (readonly [string, Comparison])[] = [
  ["more|above|higher|greater|over", ">="],
  ["less|fewer|below|lower|under", "<="],
];

type Compare = Extract<Filter, { kind: "compare" }>;

/** A comparison as the question words it: where, and with which numbers. */
interface Worded {
  readonly at: number;
  readonly text: string;
  readonly ops: readonly (readonly [Comparison, number])[];
}

/** Conditions on numbers: `over 100`, `at least 5 units`, `between 10 and 20`. Null: a number is compared with no known column. */
export function readComparisons(asked: Asked): Compare[] | null {
  const filters: Compare[] = [];
  for (const { at, text, ops } of wordedIn(asked.lower)) {
    if (asked.isUsed(asked.wordAt(at + text.search(/\d/)))) continue;
    const column = columnOf(asked, at, text);
    if (column === null) return null;
    asked.useText(at, text.length);
    for (const [op, value] of ops) filters.push({ kind: "compare", column: column.name, op, value });
  }
  return filters;
}

function wordedIn(text: string): Worded[] {
  const found: Worded[] = [];
  for (const match of text.matchAll(new RegExp(`\\bbetween ${NUMBER} and ${NUMBER}`, "g"))) {
    const ops = [[">=", numberOf(match, 2)] as const, ["<=", numberOf(match, 5)] as const];
    found.push({ at: match.index, text: match[0], ops });
  }
  for (const [words, op] of BEFORE) {
    for (const match of text.matchAll(new RegExp(`(?<!\\p{L})(?:${words})\\s*${NUMBER}`, "gu"))) {
      found.push({ at: match.index, text: match[0], ops: [[op, numberOf(match, 2)]] });
    }
  }
  for (const [words, op] of BEHIND) {
    for (const match of text.matchAll(new RegExp(`${NUMBER}(?:\\s\\p{L}+)? (?:or|and) (?:${words})\\b`, "gu"))) {
      found.push({ at: match.index, text: match[0], ops: [[op, numberOf(match, 2)]] });
    }
  }
  return found;
}

/** `1,200` and `1.2k` as numbers; `group` is the one of the digits, its suffix the next. */
function numberOf(match: RegExpMatchArray, group: number): number {
  const digits = Number((match[group] ?? "").replaceAll(",", ""));
  return match[group + 1] === "k" ? digits * 1000 : digits;
}

/** The column that is compared: the noun behind the number, the last one named before it, what an adjective implies, or money. */
function columnOf(asked: Asked, at: number, text: string): Column | null {
  const first = asked.wordAt(at);
  const behind = asked.columnAt(asked.wordAt(at + text.length), "number");
  const before = asked.mentions("number").filter(({ index }) => index < first && first - index <= 6);
  const named = behind ?? before.at(-1);
  if (named !== undefined) {
    asked.use(named.index);
    return named.column;
  }
  const candidates = measures(asked.profile);
  const has = (names: ReadonlySet<string>): Column | undefined =>
    candidates.find(({ stems }) => stems.some((stem) => names.has(stem)));
  const [, implied] = ADJECTIVES.find(([adjective]) => adjective.test(text)) ?? [];
  const meant = implied === undefined ? undefined : has(implied);
  const money = /[$€£]/.test(text) ? has(MONEY) : undefined;
  return meant ?? money ?? (candidates.length === 1 ? candidates[0] : undefined) ?? null;
}

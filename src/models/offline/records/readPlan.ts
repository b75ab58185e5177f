import { anyOf } from "../language/anyOf";
import { Asked, type Mention } from "./asked";
import { leftOver } from "./leftOver";
import type { Filter, Plan, Reading } from "./plan";
import type { Profile } from "./profile";
import { readComparisons } from "./readComparisons";
import { readDates } from "./readDates";
import { readMeasure } from "./readMeasure";
import { readValues } from "./readValues";
import { superlative } from "./superlative";
import { ADDS, AVERAGE, COUNTS, LEAST, MEDIAN, MOST, SHARE } from "./vocabulary";

const FIGURES = [
  COUNTS,
  ADDS,
  AVERAGE,
  MEDIAN,
  SHARE,
  MOST,
  LEAST,
  anyOf("different, distinct, unique, per, by, for each"),
];
const DIFFERENCE = anyOf("how many more, how much more, difference between");
const GROUP = /\b(?:by|per|(?:for|in|of) (?:each|every)|each|every)\s+(?=\p{L})/u;

/** Whether a question asks to count, add or compare. */
export function asksForFigures(question: string): boolean {
  return FIGURES.some((pattern) => pattern.test(question));
}

/** Reads what a question asks of records. `subject`: names of the file or list, which also name its rows. */
export function readPlan(question: string, profile: Profile, subject: string): Reading {
  const asked = new Asked(question, profile, subject);
  const values = readValues(asked);
  const dates = readDates(asked);
  const comparisons = readComparisons(asked);
  if (comparisons === null) return { unknown: question.match(/\d[\d.,]*/g) ?? [] };
  const filters = [...values.map(({ filter }) => filter), ...dates, ...comparisons];
  const plan =
    share(asked, filters, values) ?? difference(asked, filters) ?? groups(asked, filters) ?? rest(asked, filters);
  const unknown = leftOver(asked);
  if (plan === null) return { unknown };
  // A verb that no column explains does no harm to a look-up by name; a name or a number does to anything.
  const isLookUp = plan.kind === "values" && plan.column !== null;
  const harmful = isLookUp ? unknown.filter((word) => !/^\p{Ll}+$/u.test(word)) : unknown;
  return harmful.length > 0 ? { unknown: harmful } : { plan };
}

/** "What percentage of orders from North were returned?": what stands before the verb is the whole. */
function share(asked: Asked, filters: readonly Filter[], values: readonly { readonly at: number }[]): Plan | null {
  if (!SHARE.test(asked.lower) || filters.length === 0) return null;
  const isVerb = anyOf("are, were, is, was, have, has, had, got, come, came");
  const verb = asked.words.findIndex((word, index) => index > 1 && isVerb.test(word.text));
  const base = filters.filter((_, i) => (values[i]?.at ?? Infinity) < verb);
  return { kind: "share", filters, base: base.length === filters.length ? [] : base };
}

/** "How many more orders are from North than from South?" */
function difference(asked: Asked, filters: readonly Filter[]): Plan | null {
  const [only, ...others] = filters;
  if (!DIFFERENCE.test(asked.lower) || only?.kind !== "in" || only.values.length !== 2) return null;
  const [more, less] = only.values;
  if (more === undefined || less === undefined) return null;
  return { kind: "difference", filters: others, column: only.column, more, less, measure: readMeasure(asked) };
}

/** `… by region`, `… per month`, `… for each product`. */
function groups(asked: Asked, filters: readonly Filter[]): Plan | null {
  const group = groupOf(asked);
  const isRanking = MOST.test(asked.lower) && group?.column.kind === "number";
  if (group === null || isRanking) return null;
  asked.use(group.index);
  const word = asked.words[group.index]?.text.toLowerCase();
  const part = group.column.kind === "date" && (word === "month" || word === "year") ? word : null;
  const measure = readMeasure(asked);
  return { kind: "groups", filters, by: group.column.name, part, measure, most: true, only: null };
}

function groupOf(asked: Asked): Mention | null {
  const match = GROUP.exec(asked.lower);
  if (match === null) return null;
  const index = asked.wordAt(match.index + match[0].length);
  const date = asked.profile.columns.find((column) => column.kind === "date");
  const isTime = /^(?:month|year|day)$/i.test(asked.words[index]?.text ?? "");
  if (isTime && date !== undefined) return { column: date, index, strength: 1 };
  return asked.isUsed(index) ? null : asked.columnAt(index);
}

function rest(asked: Asked, filters: readonly Filter[]): Plan | null {
  if (MOST.test(asked.lower) || LEAST.test(asked.lower)) return superlative(asked, filters);
  if ([COUNTS, ADDS, AVERAGE, MEDIAN].some((pattern) => pattern.test(asked.lower))) {
    return { kind: "measure", filters, measure: readMeasure(asked) };
  }
  return filters.length === 0 ? null : lookUp(asked, filters);
}

/** "What is the status of order 1042?" */
function lookUp(asked: Asked, filters: readonly Filter[]): Plan {
  const isOpen = ({ column, index }: Mention): boolean =>
    !asked.isUsed(index) && !filters.some((filter) => filter.column === column.name);
  const target = asked.mentions().find(isOpen);
  if (target !== undefined) asked.use(target.index);
  return { kind: "values", filters, column: target?.column.name ?? null };
}

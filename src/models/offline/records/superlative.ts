import { anyOf } from "../language/anyOf";
import { readNumber } from "../language/numbers";
import { isKey, measures, nameColumn, type Asked, type Mention } from "./asked";
import type { Filter, Measure, Plan } from "./plan";
import type { Column } from "./profile";
import { quantityOf } from "./readMeasure";
import { ADDS, ADJECTIVES, AMOUNTS, AVERAGE, IN_TIME, LATEST, LEAST, OFTEN, TRADE } from "./vocabulary";

const TOP = /\b(?:top|first|best)\s+(\d+|\p{Ll}+)/u;
const COMMONEST = "(?:most|least) (?:common|frequent|popular)";
const SUBJECT = new RegExp(
  `\\b(?:which|what|top \\w+|${COMMONEST}(?: value (?:of|in|for))?(?: the)?)\\s+(?:(?:is|are|was) the )?(?:${COMMONEST} )?(?=\\p{L})`,
  "u",
);

/** "Which region has the most orders?", "What is the highest price?", "top 3 products by revenue", "most frequent status". */
export function superlative(asked: Asked, filters: readonly Filter[]): Plan | null {
  const most = !LEAST.test(asked.lower) || /\bmost\b/.test(asked.lower);
  const only = howMany(asked);
  const subject = subjectOf(asked);
  const numeric = numericMention(asked, subject);
  if (subject !== null) asked.use(subject.index);
  if (numeric === null || OFTEN.test(asked.lower)) return byCount(asked, filters, subject, { most, only });
  asked.use(numeric.index);
  const isGroup = subject !== null && subject.column.kind !== "number" && !isKey(subject.column, asked.profile);
  if (isGroup && (only !== null || sumsUp(asked, numeric.column))) {
    const fn = AVERAGE.test(asked.lower) ? "average" : "sum";
    return ranked(filters, subject.column, { fn, column: numeric.column.name }, { most, only });
  }
  const named = subject === null || subject.column === numeric.column ? null : subject.column;
  const show = (named ?? (only === null ? undefined : nameColumn(asked.profile)))?.name ?? null;
  return { kind: "extreme", filters, column: numeric.column.name, most, show, only };
}

type Groups = Extract<Plan, { kind: "groups" }>;

interface Rank {
  readonly most: boolean;
  readonly only: number | null;
}

function ranked(filters: readonly Filter[], by: Column, measure: Measure, { most, only }: Rank): Groups {
  return { kind: "groups", filters, by: by.name, part: null, measure, most, only: only ?? 1 };
}

/** Without a column to compare: the latest or first row by date, else the value with most rows or most pieces sold. */
function byCount(asked: Asked, filters: readonly Filter[], subject: Mention | null, rank: Rank): Plan | null {
  const date = IN_TIME.test(asked.lower) ? asked.profile.columns.find((column) => column.kind === "date") : undefined;
  if (date !== undefined) {
    const most = LATEST.test(asked.lower);
    return { kind: "extreme", filters, column: date.name, most, show: subject?.column.name ?? null, only: rank.only };
  }
  const part = /\b(?:which|what) (month|year)\b/.exec(asked.lower)?.[1];
  const dated = asked.profile.columns.find((column) => column.kind === "date");
  if ((part === "month" || part === "year") && dated !== undefined) {
    return { ...ranked(filters, dated, { fn: "count" }, rank), part };
  }
  if (subject === null) return null;
  const pieces = TRADE.test(asked.lower) && !OFTEN.test(asked.lower) ? quantityOf(asked) : undefined;
  const measure: Measure = pieces === undefined ? { fn: "count" } : { fn: "sum", column: pieces.name };
  return ranked(filters, subject.column, measure, rank);
}

/** The 3 of "top 3"; null where one is wanted. */
function howMany(asked: Asked): number | null {
  const [all = "", word = ""] = TOP.exec(asked.lower) ?? [];
  const count = readNumber(word);
  if (count === null || count < 1) return null;
  asked.useText(asked.lower.indexOf(all), all.length);
  return count;
}

/** What is asked for: the column behind which, what, who, top n, or "most common". */
function subjectOf(asked: Asked): Mention | null {
  const match = SUBJECT.exec(asked.lower);
  const start = match === null ? 0 : asked.wordAt(match.index + match[0].length);
  for (const index of [start, start + 1]) {
    const mention = asked.isUsed(index) ? null : asked.columnAt(index);
    if (mention !== null && mention.strength >= 0.3) return mention;
  }
  if (!/^\s*who\b/i.test(asked.text)) return null;
  const person = nameColumn(asked.profile);
  return person === undefined ? null : { column: person, index: 0, strength: 1 };
}

function numericMention(asked: Asked, subject: Mention | null): Mention | null {
  const [best] = asked
    .mentions("number")
    .filter(({ column, index }) => !isKey(column, asked.profile) && !asked.isUsed(index))
    .filter(({ index }) => index !== subject?.index || subject.column.kind === "number")
    .sort((a, b) => b.strength - a.strength);
  if (best !== undefined) return best;
  const [, names] = ADJECTIVES.find(([adjective]) => adjective.test(asked.lower)) ?? [];
  const column = measures(asked.profile).find((one) => one.stems.some((stem) => names?.has(stem) === true));
  return column === undefined ? null : { column, index: -1, strength: 1 };
}

/** Amounts are added up within a group; a price or an age is not, unless the question says total. */
function sumsUp(asked: Asked, column: Column): boolean {
  const says = ADDS.test(asked.lower) || AVERAGE.test(asked.lower) || anyOf("in all").test(asked.lower);
  return says || column.stems.some((stem) => AMOUNTS.has(stem));
}

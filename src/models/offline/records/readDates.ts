import type { Asked } from "./asked";
import type { Comparison, Filter } from "./plan";
import type { Column } from "./profile";

const MONTHS = "january february march april may june july august september october november december".split(" ");
const MONTH = `\\b(${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join("|")})\\b`;
const DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
const DATE = new RegExp(
  `(\\d{4}-\\d\\d(?:-\\d\\d)?)|(?:${DAY}\\s+(?:of\\s+)?)?${MONTH}(?:\\s+${DAY}\\b)?(?:,?\\s+(\\d{4}))?|\\b((?:19|20)\\d\\d)\\b`,
  "g",
);
const LEAD = /\b(before|until|till|by|up to|after|since|from|between|through|to|and|in|on|during|of)\s+(?:the\s+)?$/;
const BEHIND = /^\s+(?:(?:or|and)\s+(?:later|after)|onwards?)\b/;
const BEHIND_BEFORE = /^\s+(?:or|and)\s+(?:earlier|before)\b/;

/** Conditions on the date column: `in March 2024`, `before 2024-06-01`, `between … and …`, `2020 or later`. */
export function readDates(asked: Asked): Filter[] {
  const column = dateColumn(asked);
  if (column === undefined) return [];
  const filters: Filter[] = [];
  let rangeOpen = false;
  for (const match of asked.lower.matchAll(DATE)) {
    const [lead = "", word = ""] = LEAD.exec(asked.lower.slice(0, match.index)) ?? [];
    const [, iso, , month, , , bareYear] = match;
    // "may" is mostly a verb, and a bare number mostly no year.
    if (lead === "" && (bareYear !== undefined || month === "may")) continue;
    const rest = asked.lower.slice(match.index + match[0].length);
    const [behind = ""] = BEHIND.exec(rest) ?? BEHIND_BEFORE.exec(rest) ?? [];
    asked.useText(match.index - lead.length, lead.length + match[0].length + behind.length);
    const worded = rangeOpen ? inRange(word) : COMPARISONS.get(word);
    const op = behind === "" ? (worded ?? "=") : BEHIND.test(behind) ? ">=" : "<=";
    rangeOpen = word === "between" || word === "from";
    const prefix = iso ?? bareYear ?? monthPrefix(match);
    if (prefix === null) filters.push({ kind: "month", column: column.name, month: monthNumber(month) });
    else filters.push({ kind: "date", column: column.name, op, value: prefix });
  }
  return filters;
}

function dateColumn(asked: Asked): Column | undefined {
  const named = asked.mentions("date").find((mention) => mention.strength > 0.4);
  return named?.column ?? asked.profile.columns.find((column) => column.kind === "date");
}

/** `2024-03` or `2024-03-05`; null where the question names no year. */
function monthPrefix([, , dayBefore, month, dayAfter, year]: RegExpMatchArray): string | null {
  if (year === undefined) return null;
  const day = dayBefore ?? dayAfter;
  return `${year}-${monthNumber(month)}${day === undefined ? "" : `-${day.padStart(2, "0")}`}`;
}

function monthNumber(name = ""): string {
  return String(MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1).padStart(2, "0");
}

const COMPARISONS = new Map<string, Comparison>([
  ["before", "<"],
  ["until", "<="],
  ["till", "<="],
  ["by", "<="],
  ["up to", "<="],
  ["after", ">"],
  ["since", ">="],
  ["from", ">="],
  ["between", ">="],
]);

/** The end of "between … and …", "from … to …". */
function inRange(word: string): Comparison | undefined {
  return /^(?:and|to|until|till|through)$/.test(word) ? "<=" : COMPARISONS.get(word);
}

import { isKey, measures, type Asked, type Mention } from "./asked";
import type { Measure } from "./plan";
import type { Column } from "./profile";
import { ADDS, AVERAGE, MEDIAN, PRICES, QUANTITIES, TAKINGS, TOTALS, TRADE } from "./vocabulary";

const COUNTED =
  /\b(?:how many|number of|count(?: of| the)?)\s+(?:(different|distinct|unique)\s+)?(?:of the |the |total )?(?=\p{L})/u;

/** What is counted or added: by its words, and the columns that they name. */
export function readMeasure(asked: Asked): Measure {
  const { lower } = asked;
  if (AVERAGE.test(lower)) return over(asked, "average", numericBehind(asked, AVERAGE));
  if (MEDIAN.test(lower)) return over(asked, "median", numericBehind(asked, MEDIAN));
  const noun = COUNTED.exec(lower);
  if (noun !== null) return counted(asked, asked.wordAt(noun.index + noun[0].length), noun[1] !== undefined);
  if (ADDS.test(lower)) return added(asked);
  const numeric = numericBehind(asked, /^/);
  return numeric === null ? { fn: "count" } : over(asked, "sum", numeric);
}

/** "How many units": a numeric column is added up. "How many countries": its values are counted, once each. Else rows are. */
function counted(asked: Asked, index: number, distinct: boolean): Measure {
  const mention = asked.isUsed(index) ? null : (asked.columnAt(index) ?? (distinct ? asked.columnAt(index + 1) : null));
  if (mention === null || mention.strength < 0.4) return pieces(asked, index);
  const { column } = mention;
  asked.use(mention.index);
  if (distinct) return { fn: "distinct", column: column.name };
  if (asked.isSubject(index) || column.distinct === asked.profile.rows) return { fn: "count" };
  if (column.kind === "number" && !isKey(column, asked.profile)) return { fn: "sum", column: column.name };
  return column.kind === "date" ? { fn: "count" } : { fn: "distinct", column: column.name };
}

/** "How many lamps were sold?" means pieces where the records have a quantity. */
function pieces(asked: Asked, index: number): Measure {
  const quantity = quantityOf(asked);
  const isThing = asked.isUsed(index) && !asked.isSubject(index);
  return isThing && TRADE.test(asked.lower) && quantity !== undefined
    ? { fn: "sum", column: quantity.name }
    : { fn: "count" };
}

/** The column that says how many pieces a row is about. */
export function quantityOf(asked: Asked): Column | undefined {
  const { profile } = asked;
  return measures(profile).find(({ stems }) => stems.some((stem) => QUANTITIES.has(stem)) && !hasAny(stems, PRICES));
}

/** What "total" adds up: the column that is named, else a column of totals, else quantity times price. */
function added(asked: Asked): Measure {
  const mention = numericBehind(asked, ADDS);
  if (mention !== null) return over(asked, "sum", mention);
  asked.words.forEach(({ stem }, index) => {
    if (TAKINGS.has(stem)) asked.use(index);
  });
  const candidates = measures(asked.profile);
  const price = candidates.find(({ stems }) => hasAny(stems, PRICES));
  const total = candidates.find((column) => column !== price && hasAny(column.stems, TOTALS));
  const quantity = quantityOf(asked);
  if (total !== undefined) return { fn: "sum", column: total.name };
  if (price !== undefined && quantity !== undefined) {
    return { fn: "product", column: quantity.name, times: price.name };
  }
  return over(asked, "sum", null);
}

function hasAny(stems: readonly string[], wanted: ReadonlySet<string>): boolean {
  return stems.some((stem) => wanted.has(stem));
}

function over(asked: Asked, fn: "average" | "median" | "sum", mention: Mention | null): Measure {
  if (mention !== null) asked.use(mention.index);
  const [first, second] = measures(asked.profile);
  const column = mention?.column ?? (second === undefined ? first : undefined);
  return column === undefined ? { fn: "count" } : { fn, column: column.name };
}

/** The numeric column that is named best behind a word, else before it. */
function numericBehind(asked: Asked, pattern: RegExp): Mention | null {
  const from = asked.wordAt(pattern.exec(asked.lower)?.index ?? 0);
  const mentions = asked
    .mentions("number")
    .filter(({ column, index }) => !isKey(column, asked.profile) && !asked.isUsed(index))
    .sort((a, b) => b.strength - a.strength || a.index - b.index);
  return mentions.find((mention) => mention.index >= from) ?? mentions[0] ?? null;
}

import type { Filter, Measure } from "./plan";

/** `row.amount`, or `row["unit price"]`. */
export function field(column: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(column) ? `row.${column}` : `row[${JSON.stringify(column)}]`;
}

/** The rows that meet all of the filters, of the list of that name. */
export function filtered(rows: string, filters: readonly Filter[]): string {
  return filters.length === 0 ? rows : `${rows}.filter((row) => ${filters.map(condition).join(" && ")})`;
}

function condition(filter: Filter): string {
  const value = field(filter.column);
  switch (filter.kind) {
    case "in": {
      const [only] = filter.values;
      if (filter.values.length === 1) return `${value} ${filter.not ? "!==" : "==="} ${JSON.stringify(only)}`;
      return `${filter.not ? "!" : ""}${JSON.stringify(filter.values)}.includes(${value})`;
    }
    case "compare":
      return `num(${value}) ${filter.op === "=" ? "===" : filter.op} ${String(filter.value)}`;
    case "date":
      if (filter.op === "=") return `${value}?.startsWith(${JSON.stringify(filter.value)})`;
      return `${value}?.slice(0, ${String(filter.value.length)}) ${filter.op} ${JSON.stringify(filter.value)}`;
    case "month":
      return `${value}?.slice(5, 7) === ${JSON.stringify(filter.month)}`;
    case "empty":
      return `(${value} ?? "") === ""`;
  }
}

const SUM = `const sum = (numbers) => Math.round(numbers.reduce((total, n) => total + (n || 0), 0) * 1e6) / 1e6;`;
const AVERAGE = `${SUM}
const average = (numbers) => sum(numbers) / numbers.filter(Number.isFinite).length;`;
const MEDIAN = `const median = (numbers) => {
  const sorted = numbers.filter(Number.isFinite).sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};`;

/** The functions that `measured` calls; none for what JavaScript can do by itself. */
export function helpersOf({ fn }: Measure): string[] {
  switch (fn) {
    case "count":
    case "distinct":
      return [];
    case "sum":
    case "product":
      return [SUM];
    case "average":
      return [AVERAGE];
    case "median":
      return [MEDIAN];
  }
}

/** The measure over rows, with the functions of `helpersOf`. */
export function measured(measure: Measure, rows: string): string {
  switch (measure.fn) {
    case "count":
      return `${rows}.length`;
    case "distinct":
      return `new Set(${rows}.map((row) => ${field(measure.column)})).size`;
    case "product":
      return `sum(${rows}.map((row) => num(${field(measure.column)}) * num(${field(measure.times)})))`;
    case "sum":
    case "average":
    case "median":
      return `${measure.fn}(${rows}.map((row) => num(${field(measure.column)})))`;
  }
}

import { describeFilters, describePlan } from "./describePlan";
import type { Filter, Plan } from "./plan";
import { field, filtered, helpersOf, measured } from "./rowCode";

/** How a row's line in the source is found: by its place behind a header, by its place, by its key, or not at all. */
export type LineOf = "header" | "plain" | { readonly key: string } | null;

export interface RowSource {
  readonly path: string;
  readonly lineOf: LineOf;
}

const SHOWN_GROUPS = 30;
const SHOWN_VALUES = 20;
const SHOWN_TIES = 5;

/**
 * The cell that computes a plan over `rows`: it prints `n of m rows` for those that meet the filters, `result: …` lines,
 * then `found: n` and some of those n rows as evidence, `path:line: source`.
 */
export function computeCell(plan: Plan, source: RowSource): string {
  const filters = filtersOf(plan);
  return [
    filters.length === 0 ? `// ${capital(describePlan(plan))}.` : `// Rows with ${describeFilters(filters)}.`,
    `const chosen = ${filtered("rows", filters)};`,
    ...("measure" in plan ? helpersOf(plan.measure) : []),
    "print(`${chosen.length} of ${rows.length} rows`);",
    ...resultLines(plan),
    ...evidenceLines(source),
  ].join("\n");
}

function filtersOf(plan: Plan): readonly Filter[] {
  if (plan.kind !== "difference") return plan.filters;
  return [...plan.filters, { kind: "in", column: plan.column, values: [plan.more, plan.less], not: false }];
}

/** They leave in `shown` the rows that are worth showing. */
function resultLines(plan: Plan): string[] {
  switch (plan.kind) {
    case "measure":
      return [`print("result:", ${measured(plan.measure, "chosen")});`, "const shown = chosen;"];
    case "share":
      return [
        `const base = ${filtered("rows", plan.base)};`,
        'print("result:", (100 * chosen.length) / base.length, `% = ${chosen.length} of ${base.length}`);',
        "const shown = chosen;",
      ];
    case "difference":
      return differenceLines(plan);
    case "extreme":
      return extremeLines(plan);
    case "groups":
      return groupLines(plan);
    case "values":
      if (plan.column === null) return ["const shown = chosen;"];
      return [
        `const found = [...new Set(chosen.map((row) => ${field(plan.column)}))];`,
        `for (const value of found.slice(0, ${String(SHOWN_VALUES)})) print("result:", value);`,
        "const shown = chosen;",
      ];
  }
}

function differenceLines(plan: Extract<Plan, { kind: "difference" }>): string[] {
  const [more, less] = [plan.more, plan.less].map((value) =>
    measured(plan.measure, `chosen.filter((row) => ${field(plan.column)} === ${JSON.stringify(value)})`),
  );
  return [
    `const more = ${more ?? ""};`,
    `const less = ${less ?? ""};`,
    'print("result:", more - less, `= ${more} - ${less}`);',
    "const shown = chosen;",
  ];
}

function extremeLines({ column, most, show, only }: Extract<Plan, { kind: "extreme" }>): string[] {
  const value = field(column);
  const rows =
    only === null ? "sorted.filter((row) => order(row) === order(sorted[0]))" : `sorted.slice(0, ${String(only)})`;
  const named = show === null ? value : `${field(show)}, "=", ${value}`;
  return [
    "// Numbers by size, dates as text.",
    `const order = (row) => (Number.isNaN(num(${value})) ? String(${value}) : num(${value}));`,
    `const known = chosen.filter((row) => (${value} ?? "") !== "");`,
    `const sorted = known.sort((a, b) => (order(a) ${most ? ">" : "<"} order(b) ? -1 : 1));`,
    `const shown = ${rows};`,
    `for (const row of shown.slice(0, ${String(only ?? SHOWN_TIES)})) print("result:", ${named});`,
  ];
}

function groupLines({ by, part, measure, most, only }: Extract<Plan, { kind: "groups" }>): string[] {
  const cut = part === null ? "" : `.slice(0, ${part === "month" ? "7" : "4"})`;
  const key = `String(${field(by)})${cut}`;
  const order = only === null ? "a[0].localeCompare(b[0])" : most ? "b[1] - a[1]" : "a[1] - b[1]";
  return [
    `const groups = Object.entries(Object.groupBy(chosen, (row) => ${key}))`,
    `  .map(([name, some]) => [name, ${measured(measure, "some")}])`,
    `  .sort((a, b) => ${order});`,
    `for (const [name, value] of groups.slice(0, ${String(SHOWN_GROUPS)})) print("result:", name, "=", value);`,
    `const shown = ${only === 1 ? `chosen.filter((row) => ${key} === groups[0]?.[0])` : "chosen"};`,
  ];
}

function evidenceLines({ path, lineOf }: RowSource): string[] {
  if (lineOf === null) return [];
  const byKey = typeof lineOf === "object";
  const place = byKey
    ? `source.findIndex((text) => text.includes(JSON.stringify(${field(lineOf.key)})))`
    : `rows.indexOf(row)${lineOf === "header" ? " + 1" : ""}`;
  return [
    `// Some of these rows as they stand in the source${lineOf === "header" ? ", where a header stands before them" : ""}.`,
    `const path = ${JSON.stringify(path)};`,
    'const source = files.find((file) => file.path === path).text.split("\\n");',
    'print("found:", shown.length);',
    "for (const row of shown.slice(0, 3)) {",
    `  const at = ${place};`,
    "  const isIt = source[at]?.includes(String(Object.values(row)[0]));",
    "  if (isIt) print(`${path}:${at + 1}: ${source[at].trim().slice(0, 300)}`);",
    "}",
  ];
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

import type { Cell } from "./profile";
import type { Filter, Measure, Plan } from "./plan";

/** What a plan computes, for people and in one line: `sum of amount for each region where status delivered`. */
export function describePlan(plan: Plan): string {
  return oneLine(describe(plan));
}

function describe(plan: Plan): string {
  const where = plan.filters.length === 0 ? "" : ` where ${describeFilters(plan.filters)}`;
  switch (plan.kind) {
    case "measure":
      return `${describeMeasure(plan.measure)}${where}`;
    case "groups":
      return `${describeMeasure(plan.measure)} for each ${plan.part ?? plan.by}${where}`;
    case "extreme":
      return `the ${plan.most ? "highest" : "lowest"} ${plan.column}${where}`;
    case "share":
      return `the share of rows${where}${plan.base.length === 0 ? "" : `, of those with ${describeFilters(plan.base)}`}`;
    case "difference":
      return `${describeMeasure(plan.measure)}, ${plan.column} ${String(plan.more)} against ${String(plan.less)}${where}`;
    case "values":
      return `${plan.column ?? "the rows"}${where}`;
  }
}

/** `region North and amount > 100`. */
export function describeFilters(filters: readonly Filter[]): string {
  return oneLine(filters.map(describeFilter).join(" and "));
}

/** Names and values are data, and what is said of them goes into comments. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

function describeFilter(filter: Filter): string {
  switch (filter.kind) {
    case "in":
      return `${filter.column} ${filter.not ? "not " : ""}${listed(filter.values)}`;
    case "compare":
      return `${filter.column} ${filter.op} ${String(filter.value)}`;
    case "date":
      return `${filter.column} ${filter.op === "=" ? "in" : filter.op} ${filter.value}`;
    case "month":
      return `${filter.column} in month ${filter.month}`;
    case "empty":
      return `no ${filter.column}`;
  }
}

function listed(values: readonly Cell[]): string {
  return values.map(String).join(" or ");
}

/** `number of rows`, `sum of amount`, `quantity times unit_price, added up`. */
export function describeMeasure(measure: Measure): string {
  return oneLine(sayMeasure(measure));
}

function sayMeasure(measure: Measure): string {
  switch (measure.fn) {
    case "count":
      return "number of rows";
    case "distinct":
      return `number of different values of ${measure.column}`;
    case "product":
      return `${measure.column} times ${measure.times}, added up`;
    case "sum":
    case "average":
    case "median":
      return `${measure.fn} of ${measure.column}`;
  }
}

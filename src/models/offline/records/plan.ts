import type { Cell } from "./profile";

/** A condition on rows. `prefix`: dates are compared by their first characters, as `2024-03` for a month. */
export type Filter =
  | { readonly kind: "in"; readonly column: string; readonly values: readonly Cell[]; readonly not: boolean }
  | { readonly kind: "compare"; readonly column: string; readonly op: Comparison; readonly value: number }
  | { readonly kind: "date"; readonly column: string; readonly op: Comparison; readonly value: string }
  | { readonly kind: "month"; readonly column: string; readonly month: string }
  | { readonly kind: "empty"; readonly column: string };

export type Comparison = "=" | "<" | "<=" | ">" | ">=";

/** A number over some rows. `product`: the sum of one column times another, row by row. */
export type Measure =
  | { readonly fn: "count" }
  | { readonly fn: "distinct" | "sum" | "average" | "median"; readonly column: string }
  | { readonly fn: "product"; readonly column: string; readonly times: string };

/** What a question asks of a list of records. */
export type Plan = { readonly filters: readonly Filter[] } & (
  | { readonly kind: "measure"; readonly measure: Measure }
  /** The row with the least or most of a column. `show`: the column that is asked for. `only`: how many rows; null: one. */
  | {
      readonly kind: "extreme";
      readonly column: string;
      readonly most: boolean;
      readonly show: string | null;
      readonly only: number | null;
    }
  /** A measure for each group. `part`: dates cut to their year or month. `only`: how many groups are asked for. */
  | {
      readonly kind: "groups";
      readonly by: string;
      readonly part: "month" | "year" | null;
      readonly measure: Measure;
      readonly most: boolean;
      readonly only: number | null;
    }
  /** How many of the rows that meet `base` meet `filters` too. */
  | { readonly kind: "share"; readonly base: readonly Filter[] }
  | {
      readonly kind: "difference";
      readonly column: string;
      readonly more: Cell;
      readonly less: Cell;
      readonly measure: Measure;
    }
  /** The values of a column in the rows that meet the filters; null: whole rows. */
  | { readonly kind: "values"; readonly column: string | null }
);

/** A plan, or the words of the question that no column or value answers to. */
export type Reading = { readonly plan: Plan } | { readonly unknown: readonly string[] };

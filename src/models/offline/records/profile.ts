import * as v from "valibot";
import { wordsOf } from "../language/words";

/** A value of a column as JSON has it. */
export type Cell = string | number | boolean;

export interface Column {
  readonly name: string;
  /** Stems of the words in its name. */
  readonly stems: readonly string[];
  readonly kind: "number" | "date" | "text";
  /** How many different values it has. */
  readonly distinct: number;
  /** All values where they are few, else some. */
  readonly examples: readonly Cell[];
  /** Values that the question has word for word. */
  readonly named: readonly Cell[];
}

/** What a cell found out about a list of records. */
export interface Profile {
  readonly rows: number;
  readonly columns: readonly Column[];
}

const cells = v.array(v.union([v.string(), v.number(), v.boolean()]));
const columnLine = v.object({
  column: v.string(),
  kind: v.string(),
  distinct: v.number(),
  examples: cells,
  named: cells,
});

/** Reads what the profile cell printed; null where it printed something else. */
export function readProfile(output: string): Profile | null {
  const rows = /^([\d,]+) rows$/m.exec(output)?.[1];
  const columns = output.split("\n").flatMap((line) => columnOf(line) ?? []);
  return rows === undefined || columns.length === 0 ? null : { rows: Number(rows.replaceAll(",", "")), columns };
}

function columnOf(line: string): Column | null {
  if (!line.startsWith("{")) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), columnLine), line);
  if (!parsed.success) return null;
  const { column: name, kind, distinct, examples, named } = parsed.output;
  const isDate = examples.length > 0 && examples.every((value) => /^\d{4}-\d\d(?:-\d\d|$)/.test(String(value)));
  return {
    name,
    stems: wordsOf(name).map((word) => word.stem),
    kind: isDate ? "date" : kind === "number" ? "number" : "text",
    distinct,
    examples,
    named,
  };
}

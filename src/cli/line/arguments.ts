import { parseArgs } from "node:util";
import { nearest } from "./nearest";
import { UsageError } from "./usageError";

export interface OptionSpec {
  /** What the value is called in the help; absent: the option is a switch. */
  readonly value?: string;
  readonly short?: string;
  /** For the help; absent: it is not listed. */
  readonly text?: string;
  /** The option is known, but can't be used: why, after its name. */
  readonly refused?: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** What stood on the command line after the command's name. */
export interface Arguments<Option extends string = string> {
  readonly positionals: readonly Positional[];
  has(option: Option): boolean;
  /** The last value given. */
  text(option: Option): string | undefined;
  all(option: Option): readonly string[];
}

export interface Positional {
  readonly text: string;
  /** The option whose value stands before it, with nothing but such positionals between. */
  readonly follows: string | null;
}

/** Reads arguments by a table of options. Throws `UsageError` for an unknown option and a missing or needless value. */
export function readArguments(args: readonly string[], table: OptionTable): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: parserOptions(table),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const positionals: Positional[] = [];
  let follows: string | null = null;
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push({ text: token.value, follows });
    if (token.kind === "option-terminator") follows = null;
    if (token.kind !== "option") continue;
    const value = checkOption(token, table);
    values.set(token.name, [...(values.get(token.name) ?? []), value ?? ""]);
    follows = value === null ? null : token.name;
  }
  return {
    positionals,
    has: (option) => values.has(option),
    text: (option) => values.get(option)?.at(-1),
    all: (option) => values.get(option) ?? [],
  };
}

function parserOptions(
  table: OptionTable,
): Record<string, { type: "string" | "boolean"; multiple: boolean; short?: string }> {
  return Object.fromEntries(
    Object.entries(table).map(([name, spec]) => [
      name,
      {
        type: spec.value === undefined ? "boolean" : "string",
        multiple: true,
        ...(spec.short === undefined ? {} : { short: spec.short }),
      },
    ]),
  );
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** The option's value; null for a switch. */
function checkOption(token: OptionToken, table: OptionTable): string | null {
  const spec = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
  if (spec === undefined) {
    const meant = nearest(token.name, Object.keys(table));
    throw new UsageError(`Unknown option ${token.rawName}.${meant === null ? "" : ` Did you mean --${meant}?`}`);
  }
  if (spec.refused !== undefined) throw new UsageError(`${token.rawName} ${spec.refused}.`);
  if (spec.value === undefined) {
    if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value.`);
    return null;
  }
  if (token.value === undefined || (token.inlineValue !== true && looksLikeOption(token.value, table))) {
    throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${spec.value}.`);
  }
  return token.value;
}

function looksLikeOption(value: string, table: OptionTable): boolean {
  if (value.startsWith("--")) return true;
  return Object.values(table).some((spec) => spec.short !== undefined && value === `-${spec.short}`);
}

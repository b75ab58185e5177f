import type { Limits, VariableInfo } from "../events";
import { digits, usd } from "./format";

const LISTED_VARIABLES = 30;

/** What changes from turn to turn, in one line at the end of the newest message. */
export function statusLine(options: {
  readonly turn: number;
  readonly limits: Limits;
  readonly subQueries: boolean;
  readonly subQueriesLeft: number;
  readonly costLeftUsd: number | null;
  readonly tokensLeft: number | null;
  readonly msLeft: number;
  readonly variables: readonly VariableInfo[];
}): string {
  const facts = [`Turn ${String(options.turn)} of ${String(options.limits.maxTurns)}`];
  if (options.subQueries) facts.push(`${digits(options.subQueriesLeft)} sub-queries left`);
  if (options.costLeftUsd !== null) facts.push(`${usd(options.costLeftUsd)} USD left`);
  if (options.tokensLeft !== null) facts.push(`${digits(options.tokensLeft)} tokens left`);
  facts.push(`${digits(Math.max(0, Math.round(options.msLeft / 1000)))} s left`);
  const variables = options.variables.slice(0, LISTED_VARIABLES).map((one) => `${one.name} (${describe(one)})`);
  const more =
    options.variables.length > LISTED_VARIABLES
      ? `, and ${String(options.variables.length - LISTED_VARIABLES)} more`
      : "";
  return `[${facts.join("; ")}${variables.length === 0 ? "" : `; variables: ${variables.join(", ")}${more}`}]`;
}

function describe(variable: VariableInfo): string {
  return variable.size === "" ? variable.type : `${variable.type}, ${variable.size}`;
}

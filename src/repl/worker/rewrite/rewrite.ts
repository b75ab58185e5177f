import type { AnyNode, Identifier } from "acorn";
import { QUERY_NAMES, SETTLE } from "../names";
import { LITERAL_FINALS, READS_CONTEXT, READS_FILES, READS_HISTORY } from "../wall";
import { Tree } from "./ast";
import { blankFunctions, hoistCode, persistDeclarations } from "./declarations";
import { Edits } from "./edits";
import { rewriteFinals } from "./finals";
import { ForgottenAwait } from "./forgottenAwait";
import { parseCell, refuseModules } from "./parse";
import { Queries } from "./queries";

/** A cell as it runs: two functions, each at the lines of what was written. */
export interface Rewritten {
  /** Runs first; null: nothing is hoisted. */
  readonly hoist: string | null;
  readonly body: string;
  /** Global variables that the cell declares. */
  readonly names: readonly string[];
  /** Functions that the cell declares whose calls give promises of replies. */
  readonly queryNames: readonly string[];
  /** `READS_…` and `LITERAL_FINALS` of the wall. */
  readonly flags: number;
  /** The column as it was written for one in the code as it runs; 0: unknown. Both count from 1. */
  column(line: number, column: number): number;
}

/** What stands before the code in the first line of `hoist` and of `body`. */
export const HOIST_START = "(() => {";
export const BODY_START = `(async (${SETTLE}) => {`;

/**
 * Rewrites a cell so that its top level outlives it, its last expression is its value, and a forgotten `await` is no
 * mistake. `queryNames`: functions of earlier cells that give promises of replies. Throws `CellSyntaxError`.
 */
export function rewrite(source: string, queryNames: ReadonlySet<string>): Rewritten {
  const { program, code } = parseCell(source);
  const tree = new Tree(program);
  refuseModules(tree.nodes);
  const edits = new Edits();
  const newNames = new Queries(tree, new Set([...QUERY_NAMES, ...queryNames])).definedNames();
  new ForgottenAwait(tree, new Queries(tree, new Set([...QUERY_NAMES, ...queryNames, ...newNames])), edits).rewrite();
  const literal = rewriteFinals(tree, code, edits);
  const { functions, names } = persistDeclarations(tree, code, edits);
  returnLastExpression(tree, code, edits);
  if (code.startsWith("#!")) edits.replace(0, 2, "//");

  const hoist = functions.length === 0 ? null : hoistCode(functions, code, edits);
  blankFunctions(functions, code, edits);
  const body = edits.apply(code);
  const column = (line: number, at: number): number => {
    const inHoist = hoist !== null && isInFunction(functions, line);
    const found = (inHoist ? hoist : body).column(line, at);
    return code === source || lineOf(code, line) === lineOf(source, line) ? found : 0;
  };
  return {
    hoist: hoist === null ? null : `${HOIST_START}${hoist.code}\n})`,
    body: `${BODY_START}${body.code}\n})`,
    names: [...names],
    queryNames: newNames,
    flags: readFlags(tree) | (literal ? LITERAL_FINALS : 0),
    column,
  };
}

function returnLastExpression(tree: Tree, code: string, edits: Edits): void {
  const last = tree.program.body.at(-1);
  if (last?.type !== "ExpressionStatement") return;
  const end = code[last.end - 1] === ";" ? last.end - 1 : last.end;
  edits.wrap(last.start, end, "return (", ")", last.end - last.start + 1);
}

function readFlags(tree: Tree): number {
  let flags = 0;
  for (const node of tree.nodes) {
    if (node.type !== "Identifier" || !isRead(tree, node)) continue;
    if (node.name === "context") flags |= READS_CONTEXT;
    else if (node.name === "files") flags |= READS_FILES;
    else if (node.name === "history") flags |= READS_HISTORY;
  }
  return flags;
}

function isRead(tree: Tree, node: Identifier): boolean {
  return tree.isReference(node);
}

function isInFunction(functions: readonly AnyNode[], line: number): boolean {
  return functions.some(
    ({ loc }) => loc !== undefined && loc !== null && loc.start.line <= line && line <= loc.end.line,
  );
}

function lineOf(text: string, line: number): string | undefined {
  return text.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1];
}

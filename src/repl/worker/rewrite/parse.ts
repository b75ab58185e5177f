import { parse, type AnyNode, type Options, type Program } from "acorn";
import { stripTypes } from "../stripTypes";

const OPTIONS: Options = {
  ecmaVersion: "latest",
  sourceType: "script",
  allowAwaitOutsideFunction: true,
  allowReturnOutsideFunction: true,
  allowHashBang: true,
  allowSuperOutsideMethod: false,
  locations: true,
};

const INSTEAD =
  "There are no modules, files or network here: cells are plain JavaScript. What there is: context, files, grep, chunk, llm_query, llm_query_batch, print, FINAL.";

/** The cell can't run. Lines and columns count from 1; 0: unknown. */
export class CellSyntaxError extends Error {
  // A class field: plain assignment would fail once the built-in prototypes are frozen.
  override readonly name = "SyntaxError";
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

export interface Parsed {
  readonly program: Program;
  /** JavaScript with the same lines as what was written. */
  readonly code: string;
}

/** Parses a cell as JavaScript, else as TypeScript. Throws `CellSyntaxError`. */
export function parseCell(source: string): Parsed {
  try {
    return { program: parse(source, OPTIONS), code: source };
  } catch (error) {
    const code = withoutTypes(source);
    const program = code === null ? null : tryParse(code, OPTIONS);
    if (code !== null && program !== null) return { program, code };
    throw moduleError(code ?? source) ?? syntaxError(error);
  }
}

function withoutTypes(source: string): string | null {
  try {
    return stripTypes(source);
  } catch {
    return null;
  }
}

function tryParse(code: string, options: Options): Program | null {
  try {
    return parse(code, options);
  } catch {
    return null;
  }
}

/** `import` and `export` make a cell a module, which it can't be. */
function moduleError(code: string): CellSyntaxError | null {
  const program = tryParse(code, { ...OPTIONS, sourceType: "module" });
  const first = program?.body.find((node) => /^(Import|Export)/.test(node.type));
  if (first === undefined) return null;
  const what =
    first.type === "ImportDeclaration" ? `\`import … from ${JSON.stringify(first.source.value)}\`` : "`export`";
  return refusal(first, `${what} is not possible in a cell. ${INSTEAD}`);
}

function syntaxError(error: unknown): CellSyntaxError {
  const message = error instanceof Error ? error.message.replace(/\s*\(\d+:\d+\)$/, "") : "The cell is not JavaScript.";
  const { line, column } = locationOf(error);
  return new CellSyntaxError(message, line, column);
}

function locationOf(error: unknown): { line: number; column: number } {
  if (typeof error === "object" && error !== null && "loc" in error) {
    const { loc } = error;
    if (typeof loc === "object" && loc !== null && "line" in loc && "column" in loc) {
      const { line, column } = loc;
      if (typeof line === "number" && typeof column === "number") return { line, column: column + 1 };
    }
  }
  return { line: 0, column: 0 };
}

/** Refuses what would hand out objects of another realm. */
export function refuseModules(nodes: readonly AnyNode[]): void {
  for (const node of nodes) {
    if (node.type === "ImportExpression") throw refusal(node, `\`import()\` is not possible in a cell. ${INSTEAD}`);
    if (node.type === "MetaProperty" && node.meta.name === "import") {
      throw refusal(node, `\`import.meta\` is not possible in a cell. ${INSTEAD}`);
    }
  }
}

function refusal(node: AnyNode, message: string): CellSyntaxError {
  return new CellSyntaxError(message, node.loc?.start.line ?? 0, (node.loc?.start.column ?? -1) + 1);
}

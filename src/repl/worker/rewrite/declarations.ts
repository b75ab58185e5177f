import type { AnyNode, FunctionDeclaration, VariableDeclaration } from "acorn";
import { boundNames, childrenOf, isFunction, type Tree } from "./ast";
import { blank, type Edited, type Edits } from "./edits";

/** Functions of a cell's top level: they exist before its first statement, as hoisting wants it. */
export interface Hoisted {
  readonly functions: readonly FunctionDeclaration[];
  /** Names that become global variables. */
  readonly names: ReadonlySet<string>;
}

/**
 * Turns the declarations of a cell's top level, and every `var` outside functions, into assignments to global
 * variables: they outlive the cell, may be declared again, and functions see their newest values. Variables of blocks
 * and loops stay where they are.
 */
export function persistDeclarations(tree: Tree, code: string, edits: Edits): Hoisted {
  const names = new Set<string>();
  const functions: FunctionDeclaration[] = [];
  for (const statement of tree.program.body) {
    if (statement.type === "VariableDeclaration" && isAssignable(statement)) {
      assign(statement, code, edits, names);
    } else if (statement.type === "FunctionDeclaration") {
      functions.push(statement);
      names.add(statement.id.name);
      continue;
    } else if (statement.type === "ClassDeclaration") {
      names.add(statement.id.name);
      edits.wrap(statement.start, statement.end, `${statement.id.name} = `, ";", statement.end - statement.start + 1);
      continue;
    }
    persistVars(statement, code, edits, names);
  }
  return { functions, names };
}

/** `using` has an end that belongs to its block. */
function isAssignable(declaration: VariableDeclaration): boolean {
  return declaration.kind === "let" || declaration.kind === "const" || declaration.kind === "var";
}

/** `var` in a block or a loop belongs to the whole cell. */
function persistVars(node: AnyNode, code: string, edits: Edits, names: Set<string>): void {
  for (const child of childrenOf(node)) {
    if (isFunction(child) || child.type === "ClassBody") continue;
    if (child.type === "VariableDeclaration" && child.kind === "var") {
      if ((node.type === "ForInStatement" || node.type === "ForOfStatement") && node.left === child) {
        edits.replace(child.start, firstOf(child), "");
        addNames(child, names);
      } else {
        assign(child, code, edits, names, node.type === "ForStatement" && node.init === child);
      }
    }
    persistVars(child, code, edits, names);
  }
}

/** `const {a} = b, c = 1` becomes `void (({a} = b), c = 1);`. */
function assign(
  declaration: VariableDeclaration,
  code: string,
  edits: Edits,
  names: Set<string>,
  inForHead = false,
): void {
  addNames(declaration, names);
  edits.replace(declaration.start, firstOf(declaration), inForHead ? "" : "void (");
  for (const { id, init, start, end } of declaration.declarations) {
    if (init) {
      if (id.type !== "Identifier") edits.wrap(start, end, "(", ")", end - start + 0.5);
    } else if (declaration.kind === "var") {
      edits.replace(start, end, "undefined");
    } else {
      edits.after(end, " = undefined");
    }
  }
  if (inForHead) return;
  const end = declaration.declarations.at(-1)?.end ?? declaration.end;
  // What follows on the next line must not become a part of the assignment.
  edits.after(end, code[declaration.end - 1] === ";" ? ")" : ");");
}

function firstOf(declaration: VariableDeclaration): number {
  return declaration.declarations[0]?.start ?? declaration.end;
}

function addNames(declaration: VariableDeclaration, names: Set<string>): void {
  for (const { id } of declaration.declarations) for (const name of boundNames(id)) names.add(name);
}

/** Takes the hoisted functions out of the cell's body. */
export function blankFunctions(functions: readonly FunctionDeclaration[], code: string, edits: Edits): void {
  for (const { start, end } of functions) edits.replace(start, end, blank(code.slice(start, end)));
}

/**
 * The hoisted functions alone, at their lines, as assignments of anonymous functions: those take the variable's name,
 * and see the newest value of it when they call themselves.
 */
export function hoistCode(functions: readonly FunctionDeclaration[], code: string, inner: Edits): Edited {
  const edits = inner.within(functions);
  let end = 0;
  for (const one of functions) {
    edits.replace(end, one.start, blank(code.slice(end, one.start)));
    edits.before(one.start, `;${one.id.name} = `);
    edits.replace(one.id.start, one.id.end, " ");
    end = one.end;
  }
  edits.replace(end, code.length, blank(code.slice(end)));
  return edits.apply(code);
}

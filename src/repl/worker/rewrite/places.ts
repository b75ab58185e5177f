import type { AnyNode, ExpressionStatement, Identifier, VariableDeclaration } from "acorn";
import type { Tree } from "./ast";
import { calledMethod, isPromiseCall, isTransparent, THEN_METHODS } from "./queries";

/** What becomes of the value of an expression that gives promises of replies. */
export type Place =
  /** The cell deals with the promise itself. */
  | { readonly kind: "handled" }
  /** It is used at once, as if it were the reply: `top` is the expression to wait for. */
  | { readonly kind: "used"; readonly top: AnyNode }
  /** It is put into a variable, or into an array or object that a variable holds. */
  | { readonly kind: "stored"; readonly statement: AnyNode; readonly target: Identifier; readonly whole: boolean }
  /** Its value is not used at all. */
  | { readonly kind: "unused"; readonly statement: AnyNode };

/** Text is made of what such a method is called on: a cell that does that to an array of promises gets an error. */
const TEXT_METHODS: ReadonlySet<string> = new Set(["join", "toString", "toLocaleString"]);

const COLLECTORS: ReadonlySet<string> = new Set(["push", "unshift", "set", "add"]);

/** Where an expression of the cell's own scope stands. `single`: it gives one promise, not an array of them. */
export function placeOf(tree: Tree, expression: AnyNode, single: boolean): Place {
  let node = expression;
  let parent = tree.parent(node);
  while (parent !== undefined && isTransparent(parent)) {
    node = parent;
    parent = tree.parent(node);
  }
  if (parent === undefined) return { kind: "handled" };
  const bare = node === expression;
  switch (parent.type) {
    case "AwaitExpression":
      return bare && single ? { kind: "handled" } : { kind: "used", top: node };
    case "ReturnStatement":
      return { kind: "handled" };
    case "UnaryExpression":
      return parent.operator === "void" ? { kind: "handled" } : { kind: "used", top: node };
    case "ForOfStatement":
      return parent.await ? { kind: "handled" } : { kind: "used", top: node };
    case "MemberExpression":
      return placeOfObject(tree, node, bare && single);
    case "CallExpression":
      if (isPromiseCall(parent)) return placeOf(tree, parent, true);
      return collected(tree, parent) ?? { kind: "used", top: node };
    case "VariableDeclarator": {
      const declaration = tree.parent(parent);
      const stored = parent.id.type === "Identifier" && declaration !== undefined && !isLoopHead(tree, declaration);
      return stored && parent.id.type === "Identifier"
        ? { kind: "stored", statement: declaration, target: parent.id, whole: true }
        : { kind: "used", top: node };
    }
    case "AssignmentExpression": {
      const statement = tree.parent(parent);
      const target = parent.operator === "=" && parent.right === node ? rootOf(parent.left) : null;
      return target !== null && isPlainStatement(tree, statement)
        ? { kind: "stored", statement, target, whole: parent.left.type === "Identifier" }
        : { kind: "used", top: node };
    }
    case "ExpressionStatement":
      return isPlainStatement(tree, parent) ? { kind: "unused", statement: parent } : { kind: "used", top: node };
    default:
      return { kind: "used", top: node };
  }
}

/** Whether the value of a variable gets to an `await` or a `Promise.all`: the cell knows that it holds promises. */
export function isAwaited(tree: Tree, identifier: Identifier): boolean {
  let node: AnyNode = identifier;
  for (let parent = tree.parent(node); parent !== undefined; parent = tree.parent(node)) {
    if (parent.type === "AwaitExpression") return true;
    if (parent.type === "ForOfStatement") return parent.await && parent.right === node;
    const method = calledMethod(tree, node);
    if (method !== null) {
      if (THEN_METHODS.has(method.name)) return true;
      node = method.call;
    } else if (parent.type === "CallExpression" && parent.callee !== node) {
      if (isPromiseCall(parent)) return true;
      if (!isCopy(parent)) return false;
      node = parent;
    } else if (isTransparent(parent) || parent.type === "MemberExpression") {
      node = parent;
    } else {
      return false;
    }
  }
  return false;
}

/** `Object.values(x)`, `Array.from(x)`. */
function isCopy(call: AnyNode): boolean {
  if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return false;
  const { object } = call.callee;
  return object.type === "Identifier" && (object.name === "Object" || object.name === "Array");
}

function placeOfObject(tree: Tree, node: AnyNode, single: boolean): Place {
  const method = calledMethod(tree, node);
  if (method !== null && THEN_METHODS.has(method.name) && single) return placeOf(tree, method.call, true);
  if (method !== null && TEXT_METHODS.has(method.name) && !single) return { kind: "handled" };
  return { kind: "used", top: node };
}

/** `xs.push(…)` as a statement. */
function collected(tree: Tree, call: AnyNode): Place | null {
  if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return null;
  const { object, property } = call.callee;
  const statement = tree.parent(call);
  const target = rootOf(object);
  if (target === null || property.type !== "Identifier" || !COLLECTORS.has(property.name)) return null;
  return isPlainStatement(tree, statement) ? { kind: "stored", statement, target, whole: false } : null;
}

/** The variable that `a`, `a.b` or `a[i].b` starts from. */
function rootOf(node: AnyNode): Identifier | null {
  if (node.type === "Identifier") return node;
  return node.type === "MemberExpression" ? rootOf(node.object) : null;
}

/** A statement whose value nobody sees: the last one of a cell is shown. */
function isPlainStatement(tree: Tree, node: AnyNode | undefined): node is ExpressionStatement {
  return node?.type === "ExpressionStatement" && node !== tree.program.body.at(-1);
}

function isLoopHead(tree: Tree, declaration: AnyNode): declaration is VariableDeclaration {
  const parent = tree.parent(declaration);
  switch (parent?.type) {
    case "ForStatement":
      return parent.init === declaration;
    case "ForInStatement":
    case "ForOfStatement":
      return parent.left === declaration;
    default:
      return false;
  }
}

import type { AnyNode, CallExpression } from "acorn";
import { childrenOf, isFunction, type Tree } from "./ast";

/** Array methods whose callback's results, or whose calls, are worth waiting for. */
const RUNNERS = new Set(["map", "flatMap", "forEach", "filter", "from"]);

type FunctionNode = Extract<AnyNode, { body: unknown; params: unknown }>;

/** Finds the expressions of a cell that give promises of replies. */
export class Queries {
  constructor(
    private readonly tree: Tree,
    /** The query functions, and the functions of cells that give promises of replies. */
    private readonly names: ReadonlySet<string>,
  ) {}

  /** `llm_query(…)`. */
  isQuery(node: AnyNode): node is CallExpression {
    return node.type === "CallExpression" && this.isName(node.callee);
  }

  /** `xs.map((x) => llm_query(x))`, `xs.map(llm_query)`, `xs.forEach((x) => { ys.push(llm_query(x)); })`. */
  isRunner(node: AnyNode): node is CallExpression {
    if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
    const { property } = node.callee;
    if (property.type !== "Identifier" || !RUNNERS.has(property.name)) return false;
    return node.arguments.some(
      (one) => this.isName(one) || (isFunction(one) && (this.gives(one) || this.launches(one))),
    );
  }

  /** Functions of the cell's top level that give promises of replies: `async function ask(x) { … llm_query … }`. */
  definedNames(): string[] {
    const found: string[] = [];
    for (const statement of this.tree.program.body) {
      if (statement.type === "FunctionDeclaration" && this.gives(statement)) found.push(statement.id.name);
      if (statement.type !== "VariableDeclaration") continue;
      for (const { id, init } of statement.declarations) {
        if (id.type === "Identifier" && init && isFunction(init) && this.gives(init)) found.push(id.name);
      }
    }
    return found;
  }

  /** Queries inside a callback of `forEach` whose results go somewhere else, with where they go. */
  launchedIn(call: CallExpression): AnyNode[] {
    return call.arguments.flatMap((one) => (isFunction(one) ? this.bodyQueries(one) : []));
  }

  private isName(node: AnyNode): boolean {
    return node.type === "Identifier" && this.names.has(node.name);
  }

  /** Whether calls of this function give promises of replies. */
  private gives(node: FunctionNode): boolean {
    if (node.async) return this.mentionsQuery(node);
    return this.bodyQueries(node).some((query) => this.isResult(query, node));
  }

  private launches(node: FunctionNode): boolean {
    return node.async ? this.mentionsQuery(node) : this.bodyQueries(node).length > 0;
  }

  private mentionsQuery(node: AnyNode): boolean {
    return this.isName(node) || childrenOf(node).some((child) => this.mentionsQuery(child));
  }

  /** Calls of query functions in a function's own body. */
  private bodyQueries(node: FunctionNode): AnyNode[] {
    const found: AnyNode[] = [];
    const visit = (at: AnyNode): void => {
      if (isFunction(at) || at.type === "ClassBody") return;
      if (this.isQuery(at)) found.push(at);
      childrenOf(at).forEach(visit);
    };
    childrenOf(node).forEach(visit);
    return found;
  }

  private isResult(query: AnyNode, within: FunctionNode): boolean {
    let node = query;
    for (let parent = this.tree.parent(node); parent !== undefined; parent = this.tree.parent(node)) {
      if (parent === within) return true;
      if (parent.type === "ReturnStatement") return true;
      if (!isTransparent(parent)) return false;
      node = parent;
    }
    return false;
  }
}

/** Whether the value of such a node holds the value of its child. */
export function isTransparent(node: AnyNode): boolean {
  switch (node.type) {
    case "ArrayExpression":
    case "SpreadElement":
    case "Property":
    case "ObjectExpression":
    case "ConditionalExpression":
    case "LogicalExpression":
    case "ParenthesizedExpression":
    case "ChainExpression":
      return true;
    default:
      return false;
  }
}

/** `Promise.all(…)` and its kind. */
export function isPromiseCall(node: AnyNode): node is CallExpression {
  return (
    node.type === "CallExpression" &&
    node.callee.type === "MemberExpression" &&
    node.callee.object.type === "Identifier" &&
    node.callee.object.name === "Promise"
  );
}

/** The name of the method when a node is what a method is called on: `node.then(…)`. */
export function calledMethod(
  tree: Tree,
  node: AnyNode,
): { readonly name: string; readonly call: CallExpression } | null {
  const member = tree.parent(node);
  if (member?.type !== "MemberExpression" || member.object !== node || member.property.type !== "Identifier")
    return null;
  const call = tree.parent(member);
  if (call?.type !== "CallExpression" || call.callee !== member) return null;
  return { name: member.property.name, call };
}

export const THEN_METHODS: ReadonlySet<string> = new Set(["then", "catch", "finally"]);

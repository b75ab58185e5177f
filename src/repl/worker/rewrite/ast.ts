import type { AnyNode, Identifier, Program } from "acorn";

/** A parsed cell with what its syntax tree does not say by itself. */
export class Tree {
  /** All nodes, parents before children. */
  readonly nodes: readonly AnyNode[];
  private readonly parents = new Map<AnyNode, AnyNode>();
  /** Nodes that are in no function and no class of the cell: there `await` belongs to the cell itself. */
  private readonly own = new Set<AnyNode>();

  constructor(readonly program: Program) {
    const nodes: AnyNode[] = [];
    const visit = (node: AnyNode, own: boolean): void => {
      nodes.push(node);
      if (own) this.own.add(node);
      const within = own && !isFunction(node) && node.type !== "ClassBody";
      for (const child of childrenOf(node)) {
        this.parents.set(child, node);
        visit(child, within);
      }
    };
    visit(program, true);
    this.nodes = nodes;
  }

  parent(node: AnyNode): AnyNode | undefined {
    return this.parents.get(node);
  }

  isOwn(node: AnyNode): boolean {
    return this.own.has(node);
  }

  /** Whether an identifier reads or writes a variable, as opposed to naming a property or a label. */
  isReference(node: Identifier): boolean {
    const parent = this.parent(node);
    switch (parent?.type) {
      case "MemberExpression":
        return parent.object === node || parent.computed;
      case "Property":
        return parent.shorthand || parent.computed || parent.value === node;
      case "MethodDefinition":
      case "PropertyDefinition":
        return parent.computed || parent.value === node;
      case "LabeledStatement":
      case "BreakStatement":
      case "ContinueStatement":
        return false;
      default:
        return true;
    }
  }

  /** The variables that code within `node` mentions, nested functions included, but for the given nodes. */
  mentions(node: AnyNode, except: ReadonlySet<AnyNode>): Set<string> {
    const names = new Set<string>();
    const visit = (at: AnyNode): void => {
      if (at.type === "Identifier" && !except.has(at) && this.isReference(at)) names.add(at.name);
      for (const child of childrenOf(at)) visit(child);
    };
    visit(node);
    return names;
  }
}

export function isFunction(node: AnyNode): node is Extract<AnyNode, { body: unknown; params: unknown }> {
  return (
    node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression"
  );
}

export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const value of Object.values<unknown>({ ...node })) {
    if (isNode(value)) children.push(value);
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) children.push(item);
  }
  // A shorthand property has one node as its key and as its value.
  return node.type === "Property" && node.shorthand ? children.slice(1) : children;
}

function isNode(value: unknown): value is AnyNode {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value
  );
}

/** The variables that a pattern binds. */
export function boundNames(pattern: AnyNode | null): string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((one) => boundNames(one.type === "RestElement" ? one.argument : one.value));
    case "ArrayPattern":
      return pattern.elements.flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    default:
      return [];
  }
}

/** A value that is written down as it is: it was known before the cell ran. */
export function isLiteral(node: AnyNode): boolean {
  switch (node.type) {
    case "Literal":
      return true;
    case "TemplateLiteral":
      return node.expressions.length === 0;
    case "UnaryExpression":
      return isLiteral(node.argument);
    case "BinaryExpression":
      return isLiteral(node.left) && isLiteral(node.right);
    case "ArrayExpression":
      return node.elements.every((item) => item === null || isLiteral(item));
    case "ObjectExpression":
      return node.properties.every((one) => one.type === "Property" && !one.computed && isLiteral(one.value));
    default:
      return false;
  }
}

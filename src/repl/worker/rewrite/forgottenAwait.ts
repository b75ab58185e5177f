import type { AnyNode, Identifier } from "acorn";
import { SETTLE } from "../names";
import { boundNames, type Tree } from "./ast";
import type { Edits } from "./edits";
import { isAwaited, placeOf, type Place } from "./places";
import { calledMethod, isPromiseCall, THEN_METHODS, type Queries } from "./queries";

/** Variables that hold promises of replies after a statement: true where the variable itself is one. */
type Launched = ReadonlyMap<string, boolean>;

/** Stands for queries whose results nobody keeps. */
const UNKEPT = "";

/**
 * Makes code work that forgot `await` on the query functions, where `await` can be meant: at the cell's top level, in its
 * loops and blocks. A reply that is used at once is waited for there. Replies that are only stored stay in flight
 * together, until a statement follows that does anything else; then the variables get the replies.
 */
export class ForgottenAwait {
  private readonly stored = new Map<AnyNode, Map<string, boolean>>();
  /** Identifiers that only say where a reply goes. */
  private readonly targets = new Set<AnyNode>();
  private readonly awaited: ReadonlySet<string>;

  constructor(
    private readonly tree: Tree,
    private readonly queries: Queries,
    private readonly edits: Edits,
  ) {
    this.awaited = new Set(
      tree.nodes
        .filter((node) => isIdentifier(node))
        .filter((node) => tree.isReference(node) && isAwaited(tree, node))
        .map(({ name }) => name),
    );
  }

  rewrite(): void {
    const waited = new Set<AnyNode>();
    for (const node of this.tree.nodes) {
      const single = this.queries.isQuery(node);
      if (!this.tree.isOwn(node) || !(single || this.queries.isRunner(node))) continue;
      const place = placeOf(this.tree, node, single);
      const top = place.kind === "used" ? place.top : this.store(node, place);
      if (top === null || waited.has(top)) continue;
      waited.add(top);
      const plain = top === node && single;
      this.edits.wrap(top.start, top.end, plain ? "(await " : `(await ${SETTLE}(`, plain ? ")" : "))");
    }
    if (this.stored.size === 0) return;
    const { body, end } = this.tree.program;
    this.settleAt(end, this.list(body));
  }

  /** Remembers where replies are stored; the expression to wait for at once where that is not possible. */
  private store(node: AnyNode, place: Exclude<Place, { kind: "used" }>): AnyNode | null {
    switch (place.kind) {
      case "handled":
        return null;
      case "unused":
        this.add(place.statement, UNKEPT, false);
        for (const one of this.effects(node)) this.add(place.statement, one, false);
        return null;
      case "stored": {
        if (this.awaited.has(place.target.name)) return null;
        this.targets.add(place.target);
        if (this.tree.mentions(place.statement, this.targets).has(place.target.name)) {
          this.targets.delete(place.target);
          return this.outermost(node);
        }
        this.add(place.statement, place.target.name, place.whole);
        return null;
      }
    }
  }

  private add(statement: AnyNode, name: string, whole: boolean): void {
    const names = this.stored.get(statement) ?? new Map<string, boolean>();
    names.set(name, whole || names.get(name) === true);
    this.stored.set(statement, names);
  }

  /** Variables that a callback of `forEach` puts replies into. */
  private effects(node: AnyNode): string[] {
    if (node.type !== "CallExpression") return [];
    return this.queries.launchedIn(node).flatMap((query) => {
      const place = placeOf(this.tree, query, true);
      return place.kind === "stored" && !this.awaited.has(place.target.name) ? [place.target.name] : [];
    });
  }

  /** `Promise.all(xs)` for `xs`, `query.then(f)` for `query`. */
  private outermost(node: AnyNode): AnyNode {
    const parent = this.tree.parent(node);
    if (parent !== undefined && isPromiseCall(parent)) return this.outermost(parent);
    const method = calledMethod(this.tree, node);
    return method !== null && THEN_METHODS.has(method.name) ? this.outermost(method.call) : node;
  }

  /** Puts the waiting into a list of statements; what its last statements launched is left to the caller. */
  private list(statements: readonly AnyNode[]): Launched {
    let running = new Map<string, boolean>();
    for (const statement of statements) {
      const launched = this.statement(statement);
      const mentions = this.tree.mentions(statement, this.targets);
      const isHarmless = launched.size > 0 || (isDeclaration(statement) && !running.has(UNKEPT));
      if (running.size > 0 && (!isHarmless || [...running.keys()].some((name) => mentions.has(name)))) {
        this.settleAt(statement.start, running);
        running = new Map();
      }
      for (const [name, whole] of launched) running.set(name, whole || running.get(name) === true);
    }
    return running;
  }

  private statement(node: AnyNode): Launched {
    switch (node.type) {
      case "ExpressionStatement":
      case "VariableDeclaration":
        return this.simple(node);
      case "BlockStatement":
        return this.branch(node, []);
      case "IfStatement":
        return merge(
          this.branch(node.consequent, [node]),
          node.alternate ? this.branch(node.alternate, [node]) : new Map(),
        );
      case "LabeledStatement":
        return this.branch(node.body, [node]);
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
      case "WhileStatement":
      case "DoWhileStatement":
        return this.branch(node.body, [node]);
      case "TryStatement":
        for (const block of [node.block, node.handler?.body, node.finalizer]) {
          if (block) this.settleAt(block.end - 1, this.list(block.body));
        }
        return new Map();
      case "SwitchStatement":
        for (const one of node.cases) this.settleAt(one.end, this.list(one.consequent));
        return new Map();
      default:
        return new Map();
    }
  }

  private simple(node: AnyNode): Launched {
    const launched = this.stored.get(node) ?? new Map<string, boolean>();
    const inBlock = this.tree.parent(node) !== this.tree.program;
    if (launched.size > 0 && inBlock && node.type === "VariableDeclaration" && node.kind === "const") {
      // The variable gets the reply in place of the promise.
      this.edits.replace(node.start, node.start + "const".length, "let");
    }
    return launched;
  }

  /** A part of a compound statement. Replies stay in flight beyond it where nothing in `users` looks at them. */
  private branch(node: AnyNode, users: readonly AnyNode[]): Launched {
    const statements = node.type === "BlockStatement" ? node.body : [node];
    const launched = this.list(statements);
    const kept = users.flatMap((user) => [...this.tree.mentions(user, this.targets)]);
    const stays = [...kept, ...statements.flatMap(declaredNames)];
    if (launched.size === 0 || ![...launched.keys()].some((name) => stays.includes(name))) return launched;
    if (node.type === "BlockStatement") {
      this.settleAt(node.end - 1, launched);
    } else {
      this.edits.wrap(node.start, node.end, "{", `${settleCode(launched)}}`, Number.MAX_VALUE);
    }
    return new Map();
  }

  private settleAt(position: number, launched: Launched): void {
    if (launched.size > 0) this.edits.before(position, settleCode(launched));
  }
}

function settleCode(launched: Launched): string {
  const waits = [...launched].map(([name, whole]) => {
    if (name === UNKEPT) return `await ${SETTLE}();`;
    // It may be that no branch or round has set it.
    return `if (typeof ${name} !== "undefined") ${whole ? `${name} = ` : ""}await ${SETTLE}(${name});`;
  });
  return `;${waits.join("")}`;
}

function merge(a: Launched, b: Launched): Launched {
  const both = new Map(a);
  for (const [name, whole] of b) both.set(name, whole || both.get(name) === true);
  return both;
}

function isIdentifier(node: AnyNode): node is Identifier {
  return node.type === "Identifier";
}

function isDeclaration(node: AnyNode): boolean {
  return node.type === "FunctionDeclaration" || node.type === "VariableDeclaration" || node.type === "EmptyStatement";
}

function declaredNames(node: AnyNode): string[] {
  if (node.type !== "VariableDeclaration" || node.kind === "var") return [];
  return node.declarations.flatMap(({ id }) => boundNames(id));
}

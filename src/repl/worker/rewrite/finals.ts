import type { AnyNode, CallExpression } from "acorn";
import { isLiteral, type Tree } from "./ast";
import type { Edits } from "./edits";

/**
 * Gives `FINAL_VAR` the name and the value of what it was called with: `FINAL_VAR(x)` means the variable and not the
 * name in it, and a missing one is worth a better word than ReferenceError. Returns whether all finals are literals.
 */
export function rewriteFinals(tree: Tree, code: string, edits: Edits): boolean {
  let found = 0;
  let literal = 0;
  for (const node of tree.nodes) {
    const value = node.type === "CallExpression" ? calledWith(node, code, edits) : assignedToAnswer(node);
    if (value === null) continue;
    found++;
    if (value.every(isLiteral)) literal++;
  }
  return found > 0 && found === literal;
}

/** The arguments of a call of FINAL; null: another call. A variable's value is never a literal. */
function calledWith(call: CallExpression, code: string, edits: Edits): readonly AnyNode[] | null {
  if (call.callee.type !== "Identifier") return null;
  const [first] = call.arguments;
  switch (call.callee.name) {
    case "FINAL":
      return call.arguments;
    case "FINAL_VAR":
      if (first?.type === "Identifier") {
        edits.wrap(first.start, first.end, `${JSON.stringify(first.name)}, () => (`, ")");
      } else if (first !== undefined && !isLiteral(first)) {
        edits.replace(call.callee.start, call.callee.end, "FINAL");
      }
      return [call.callee];
    default:
      return null;
  }
}

/** What `answer` or `answer.content` is set to; null: something else is set. */
function assignedToAnswer(node: AnyNode): readonly AnyNode[] | null {
  if (node.type !== "AssignmentExpression") return null;
  const { left, right } = node;
  if (left.type === "Identifier") return left.name === "answer" ? [right] : null;
  const isContent =
    left.type === "MemberExpression" &&
    left.object.type === "Identifier" &&
    left.object.name === "answer" &&
    left.property.type === "Identifier" &&
    left.property.name === "content";
  return isContent ? [right] : null;
}

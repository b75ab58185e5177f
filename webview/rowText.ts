import { textHead } from "../src/core/text";
import type { BatchNode, NodeStatus, Tally } from "../src/core/trajectory";
import { count, oneLine, plural, standings } from "./format";
import type { RowNode } from "./rows";

const PREVIEW = 200;

/** What a row is about, in one line. */
export function rowTitle(node: RowNode): string {
  switch (node.kind) {
    case "batch":
      return `Batch of ${count(node.size)}: ${standings(node.tally, node.size)}`;
    case "query":
      return oneLine(textHead(node.start.prompt, PREVIEW));
    case "turn":
      return oneLine(node.reply === null ? "" : textHead(node.reply.reply, PREVIEW));
    case "cell":
      return oneLine(textHead(node.start.code, PREVIEW));
  }
}

/** What a row is called: `12` for a sub-query, `Child run 12`, `Turn 2`, `Cell 7`. */
export function rowName(node: RowNode): string {
  switch (node.kind) {
    case "batch":
      return "";
    case "query":
      return node.child === null ? count(node.start.query) : `Child run ${count(node.start.query)}`;
    case "turn":
      return `Turn ${count(node.start.turn)}`;
    case "cell":
      return `Cell ${count(node.start.cell)}`;
  }
}

/** The same where nothing around it says what kind of row it is. */
export function fullName(node: RowNode): string {
  if (node.kind === "batch") return "Batch";
  return node.kind === "query" && node.child === null ? `Sub-query ${rowName(node)}` : rowName(node);
}

export function rowStatus(node: RowNode): NodeStatus {
  return node.kind === "batch" ? tallyStatus(node) : node.status;
}

function tallyStatus({ tally, size }: BatchNode): NodeStatus {
  if (tally.running > 0) return "running";
  if (tally.failed > 0) return "error";
  return tally.cancelled > 0 || tally.total < size ? "cancelled" : "ok";
}

/** When it began, and how long it took if it has ended; ms. */
export function rowTime(node: RowNode): { readonly since: number; readonly ms: number | null } {
  switch (node.kind) {
    case "batch":
      return batchTime(node);
    case "query":
    case "cell":
      return { since: node.start.at, ms: node.end?.ms ?? null };
    case "turn":
      return { since: node.start.at, ms: node.endedAt === null ? null : node.endedAt - node.start.at };
  }
}

function batchTime({ queries, tally }: BatchNode): { readonly since: number; readonly ms: number | null } {
  let since = Infinity;
  let end = 0;
  for (const query of queries.values()) {
    since = Math.min(since, query.start.at);
    if (query.end !== null) end = Math.max(end, query.end.at);
  }
  return { since, ms: tally.running > 0 || end < since ? null : end - since };
}

/** How many of a cell's sub-queries are settled. */
export function settled(tally: Tally): string {
  return `${count(tally.total - tally.running)} of ${plural(tally.total, "sub-query", "sub-queries")} done`;
}

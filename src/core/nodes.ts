import type {
  CellEnd,
  CellStart,
  Note,
  QueryEnd,
  QueryStart,
  RunEnd,
  RunStart,
  RunStatus,
  TurnReply,
  TurnStart,
} from "./events";
import type { Text } from "./text";
import { addCost, addUsage, NO_USAGE, type Usage } from "./usage";

/** `cancelled`: ended from outside, by the user or a limit. `interrupted`: the writing process is gone. */
export type NodeStatus = "running" | "ok" | "error" | "cancelled" | "interrupted";

/** Tokens and money of a node and everything below it. */
export interface Spend {
  readonly usage: Usage;
  /** USD; null: some part of it is unknown. */
  readonly costUsd: number | null;
}

interface NodeBase {
  spend: Spend;
  /** Grows with every change of the node or of anything below it. */
  revision: number;
}

/** One run: the root, or a child run below the sub-query that started it. */
export interface RunNode extends NodeBase {
  readonly kind: "run";
  readonly parent: QueryNode | null;
  /** 0 for a root run. */
  readonly level: number;
  readonly start: RunStart;
  readonly turns: TurnNode[];
  /** Those that belong to no turn or cell. */
  readonly notes: Note[];
  status: RunStatus | "running" | "interrupted";
  end: RunEnd | null;
  /** Those of child runs included, those answered from memory not. */
  subQueries: number;
  fromMemory: number;
}

/** What a run has cost so far, in USD. Null: unknown, also before the first call where the root's price is. */
export function runCost({ spend, start }: RunNode): number | null {
  return spend.usage.calls === 0 && start.models.root.price === null ? null : spend.costUsd;
}

export interface TurnNode extends NodeBase {
  readonly kind: "turn";
  readonly run: RunNode;
  readonly start: TurnStart;
  readonly cells: CellNode[];
  /** The cell whose answer is not yet accepted or held back. */
  given: CellNode | null;
  readonly notes: Note[];
  status: NodeStatus;
  /** What has streamed in so far; empty again once the reply is there. */
  draft: { readonly text: string; readonly reasoning: string };
  reply: TurnReply | null;
  /** ms since the root run began; null while it is at work. */
  endedAt: number | null;
}

export interface CellNode extends NodeBase {
  readonly kind: "cell";
  readonly turn: TurnNode;
  readonly start: CellStart;
  /** Pieces in order; neighbours that are at hand are one. */
  readonly output: Text[];
  readonly items: (QueryNode | BatchNode)[];
  readonly tally: Tally;
  readonly notes: Note[];
  status: NodeStatus;
  end: CellEnd | null;
  /** What became of the answer that this cell gave: `given` until the run goes on or ends. */
  final: "none" | "given" | "accepted" | "held-back";
}

/** Sub-queries of one batch call. The events name place and size, not the batch: which belong together is inferred. */
export interface BatchNode extends NodeBase {
  readonly kind: "batch";
  readonly cell: CellNode;
  readonly size: number;
  /** By place in the batch, in the order in which they began. */
  readonly queries: Map<number, QueryNode>;
  readonly tally: Tally;
}

export interface QueryNode extends NodeBase {
  readonly kind: "query";
  readonly cell: CellNode;
  readonly batch: BatchNode | null;
  readonly start: QueryStart;
  status: NodeStatus;
  end: QueryEnd | null;
  /** The child run that answers it. */
  child: RunNode | null;
}

/** How many sub-queries of a cell or batch stand where; those of child runs are not among them. */
export interface Tally {
  total: number;
  running: number;
  ok: number;
  failed: number;
  cancelled: number;
  fromMemory: number;
}

export type TreeNode = RunNode | TurnNode | CellNode | BatchNode | QueryNode;

export const NO_SPEND: Spend = { usage: NO_USAGE, costUsd: 0 };

export function newTally(): Tally {
  return { total: 0, running: 0, ok: 0, failed: 0, cancelled: 0, fromMemory: 0 };
}

/** The tallies that a sub-query counts in. */
export function talliesOf(query: QueryNode): readonly Tally[] {
  return query.batch === null ? [query.cell.tally] : [query.cell.tally, query.batch.tally];
}

/** The run that a sub-query belongs to, and the runs above it. */
export function* runsAbove(query: QueryNode): Generator<RunNode> {
  for (let at: QueryNode | null = query; at !== null; at = at.cell.turn.run.parent) yield at.cell.turn.run;
}

/** The sub-queries of a cell, those of child runs not among them. */
export function* queriesOf(cell: CellNode): Generator<QueryNode> {
  for (const item of cell.items) {
    if (item.kind === "batch") yield* item.queries.values();
    else yield item;
  }
}

/** Says that a node has changed, and with it everything above. */
export function touch(node: TreeNode): void {
  for (let at: TreeNode | null = node; at !== null; at = parentOf(at)) at.revision += 1;
}

/** Adds to a node and to everything above it. */
export function spend(node: TreeNode, usage: Usage, costUsd: number | null): void {
  for (let at: TreeNode | null = node; at !== null; at = parentOf(at)) {
    at.spend = { usage: addUsage(at.spend.usage, usage), costUsd: addCost(at.spend.costUsd, costUsd) };
    at.revision += 1;
  }
}

/** Sets what a node has spent, and gives everything above it the difference. */
export function settleSpend(node: TreeNode, usage: Usage, costUsd: number | null): void {
  const known = node.spend;
  const more = costUsd === null || known.costUsd === null ? null : costUsd - known.costUsd;
  spend(node, difference(usage, known.usage), more);
  node.spend = { usage, costUsd };
}

function parentOf(node: TreeNode): TreeNode | null {
  switch (node.kind) {
    case "run":
      return node.parent;
    case "turn":
      return node.run;
    case "cell":
      return node.turn;
    case "batch":
      return node.cell;
    case "query":
      return node.batch ?? node.cell;
  }
}

/** `a - b`, bucket by bucket. */
function difference(a: Usage, b: Usage): Usage {
  return {
    calls: a.calls - b.calls,
    inputTokens: a.inputTokens - b.inputTokens,
    cachedInputTokens: a.cachedInputTokens - b.cachedInputTokens,
    cacheWriteTokens: a.cacheWriteTokens - b.cacheWriteTokens,
    outputTokens: a.outputTokens - b.outputTokens,
    reasoningTokens: a.reasoningTokens - b.reasoningTokens,
    estimated: a.estimated,
  };
}

import type { BatchNode, CellNode, QueryNode, TurnNode } from "../src/core/trajectory";

/** One line of a tree of sub-queries. */
export interface Row {
  /** Stable over snapshots; also the key of its state. */
  readonly key: string;
  /** From 1. */
  readonly level: number;
  readonly node: RowNode;
  /** Null where there is nothing below. */
  readonly open: boolean | null;
  readonly place: number;
  readonly siblings: number;
}

export type RowNode = BatchNode | QueryNode | TurnNode | CellNode;

/** Bigger batches begin closed. */
const SMALL_BATCH = 50;

/** The visible lines below a cell: its sub-queries, batches as groups, child runs with their turns and cells. */
export function rowsOf(cell: CellNode, isOpen: (key: string, byDefault: boolean) => boolean): readonly Row[] {
  const rows: Row[] = [];
  addItems(rows, cell, 1, isOpen);
  return rows;
}

type IsOpen = (key: string, byDefault: boolean) => boolean;

function addItems(rows: Row[], cell: CellNode, level: number, isOpen: IsOpen): void {
  const siblings = cell.items.length;
  for (const [index, node] of cell.items.entries()) {
    if (node.kind === "query") {
      addQuery(rows, node, level, index + 1, siblings, isOpen);
      continue;
    }
    const key = `batch:${cell.start.cell}:${index}`;
    const open = isOpen(key, node.size <= SMALL_BATCH);
    rows.push({ key, level, node, open, place: index + 1, siblings });
    if (!open) continue;
    let place = 0;
    for (const query of node.queries.values()) addQuery(rows, query, level + 1, ++place, node.queries.size, isOpen);
  }
}

function addQuery(rows: Row[], node: QueryNode, level: number, place: number, siblings: number, isOpen: IsOpen): void {
  const key = `query:${node.start.query}`;
  const open = node.child === null ? null : isOpen(key, true);
  rows.push({ key, level, node, open, place, siblings });
  if (open !== true || node.child === null) return;
  for (const [index, turn] of node.child.turns.entries()) {
    addTurn(rows, turn, level + 1, index + 1, node.child.turns.length, isOpen);
  }
}

function addTurn(rows: Row[], node: TurnNode, level: number, place: number, siblings: number, isOpen: IsOpen): void {
  const key = `turn:${node.run.start.run}:${node.start.turn}`;
  const open = node.cells.length === 0 ? null : isOpen(key, true);
  rows.push({ key, level, node, open, place, siblings });
  if (open !== true) return;
  for (const [index, cell] of node.cells.entries()) {
    const cellKey = `cell:${cell.start.cell}`;
    const cellOpen = cell.items.length === 0 ? null : isOpen(cellKey, true);
    rows.push({
      key: cellKey,
      level: level + 1,
      node: cell,
      open: cellOpen,
      place: index + 1,
      siblings: node.cells.length,
    });
    if (cellOpen === true) addItems(rows, cell, level + 2, isOpen);
  }
}

/** Index of the row that holds this one; -1 for those at the top. */
export function parentIndex(rows: readonly Row[], index: number): number {
  const level = rows[index]?.level ?? 1;
  for (let at = index - 1; at >= 0; at--) {
    if ((rows[at]?.level ?? 0) < level) return at;
  }
  return -1;
}

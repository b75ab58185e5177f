import type { CellStart, Note, QueryEnd, QueryStart, RunEnd, RunEvent, RunStart, TurnStart } from "./events";
import {
  newTally,
  NO_SPEND,
  queriesOf,
  runsAbove,
  settleSpend,
  spend,
  talliesOf,
  touch,
  type BatchNode,
  type CellNode,
  type NodeStatus,
  type QueryNode,
  type RunNode,
  type TurnNode,
} from "./nodes";
import type { Text } from "./text";

export { runCost } from "./nodes";
export type { BatchNode, CellNode, NodeStatus, QueryNode, RunNode, Spend, Tally, TurnNode } from "./nodes";

/**
 * The events of a run tree as a tree. Only `applyEvent` and `interrupt` change it, in place, so that an event costs the
 * same in a run of ten sub-queries and of ten thousand; everybody else reads.
 */
export interface Trajectory {
  root: RunNode | null;
  readonly runs: Map<string, RunNode>;
  readonly cells: Map<number, CellNode>;
  readonly queries: Map<number, QueryNode>;
  /** Events that have no place: their parent is missing, they came twice, or this version does not know them. */
  readonly orphans: RunEvent[];
  /** The latest time of any event, ms since the root run began. */
  lastAt: number;
}

export function createTrajectory(): Trajectory {
  return { root: null, runs: new Map(), cells: new Map(), queries: new Map(), orphans: [], lastAt: 0 };
}

/** Folds one event in. Events that have no place are kept in `orphans`; nothing throws. */
export function applyEvent(trajectory: Trajectory, event: RunEvent): void {
  trajectory.lastAt = Math.max(trajectory.lastAt, event.at);
  if (!place(trajectory, event)) trajectory.orphans.push(event);
}

/** Marks everything that is still at work as interrupted: the events have ended, and no more will come. */
export function interrupt(trajectory: Trajectory): void {
  for (const run of trajectory.runs.values()) closeRun(run, "interrupted", trajectory.lastAt);
}

/** Returns whether the event had a place. */
function place(trajectory: Trajectory, event: RunEvent): boolean {
  if (event.type === "run.start") return startRun(trajectory, event);
  const run = trajectory.runs.get(event.run);
  if (run === undefined) return false;
  switch (event.type) {
    case "turn.start":
      return startTurn(run, event);
    case "turn.delta": {
      const turn = findTurn(run, event.turn);
      if (turn === undefined) return false;
      if (turn.reply !== null) return true;
      const { text, reasoning } = event.restart === true ? NO_DRAFT : turn.draft;
      turn.draft =
        event.kind === "text" ? { text: text + event.text, reasoning } : { text, reasoning: reasoning + event.text };
      touch(turn);
      return true;
    }
    case "turn.reply": {
      const turn = findTurn(run, event.turn);
      if (turn === undefined || turn.reply !== null) return false;
      turn.reply = event;
      turn.draft = NO_DRAFT;
      spend(turn, event.usage, event.costUsd);
      return true;
    }
    case "cell.start":
      return startCell(trajectory, run, event);
    case "cell.output": {
      const cell = trajectory.cells.get(event.cell);
      if (cell === undefined) return false;
      appendText(cell.output, event.text);
      touch(cell);
      return true;
    }
    case "cell.end": {
      const cell = trajectory.cells.get(event.cell);
      if (cell === undefined || cell.end !== null) return false;
      cell.end = event;
      cell.status = event.error === null ? "ok" : event.error.name === "CancelledError" ? "cancelled" : "error";
      if (event.final !== null) {
        settleFinals(cell.turn, false);
        cell.final = "given";
        cell.turn.given = cell;
      }
      touch(cell);
      return true;
    }
    case "query.start":
      return startQuery(trajectory, event);
    case "query.end":
      return endQuery(trajectory, event);
    case "note":
      addNote(trajectory, run, event);
      return true;
    case "run.end":
      return endRun(run, event);
    default:
      return false;
  }
}

/** Deeper than any run may go: a log that claims more is damaged or hostile. */
const MAX_LEVEL = 32;

const NO_DRAFT = { text: "", reasoning: "" };

function startRun(trajectory: Trajectory, start: RunStart): boolean {
  if (trajectory.runs.has(start.run) || (start.parent === null && trajectory.root !== null)) return false;
  const parent = start.parent === null ? null : (trajectory.queries.get(start.parent.query) ?? null);
  const level = parent === null ? 0 : parent.cell.turn.run.level + 1;
  if (level > MAX_LEVEL || (parent !== null && parent.child !== null)) return false;
  const run: RunNode = {
    kind: "run",
    parent,
    level,
    start,
    turns: [],
    notes: [],
    status: "running",
    end: null,
    subQueries: 0,
    fromMemory: 0,
    spend: NO_SPEND,
    revision: 0,
  };
  // A child whose parent is missing still gathers its own events, so that they do not become orphans one by one.
  trajectory.runs.set(start.run, run);
  if (start.parent === null) trajectory.root = run;
  if (parent !== null) {
    parent.child = run;
    touch(parent);
  }
  return start.parent === null || parent !== null;
}

function startTurn(run: RunNode, start: TurnStart): boolean {
  const last = run.turns.at(-1);
  if (last !== undefined) {
    if (last.start.turn >= start.turn) return false;
    closeTurn(last, last.reply === null ? "error" : "ok", start.at);
    settleFinals(last, false);
  }
  const turn: TurnNode = {
    kind: "turn",
    run,
    start,
    cells: [],
    given: null,
    notes: [],
    status: "running",
    draft: NO_DRAFT,
    reply: null,
    endedAt: null,
    spend: NO_SPEND,
    revision: 0,
  };
  run.turns.push(turn);
  touch(turn);
  return true;
}

function startCell(trajectory: Trajectory, run: RunNode, start: CellStart): boolean {
  const turn = findTurn(run, start.turn);
  if (turn === undefined || trajectory.cells.has(start.cell)) return false;
  settleFinals(turn, false);
  const cell: CellNode = {
    kind: "cell",
    turn,
    start,
    output: [],
    items: [],
    tally: newTally(),
    notes: [],
    status: "running",
    end: null,
    final: "none",
    spend: NO_SPEND,
    revision: 0,
  };
  trajectory.cells.set(start.cell, cell);
  turn.cells.push(cell);
  touch(cell);
  return true;
}

function startQuery(trajectory: Trajectory, start: QueryStart): boolean {
  const cell = trajectory.cells.get(start.cell);
  if (cell === undefined || trajectory.queries.has(start.query)) return false;
  const batch = start.batch === null ? null : findBatch(cell, start.batch);
  const query: QueryNode = {
    kind: "query",
    cell,
    batch,
    start,
    status: "running",
    end: null,
    child: null,
    spend: NO_SPEND,
    revision: 0,
  };
  trajectory.queries.set(start.query, query);
  if (batch === null || start.batch === null) cell.items.push(query);
  else batch.queries.set(start.batch.index, query);
  for (const tally of talliesOf(query)) {
    tally.total += 1;
    tally.running += 1;
  }
  for (const run of runsAbove(query)) run.subQueries += 1;
  touch(query);
  return true;
}

/** How far back an unfilled batch is looked for: several may be under way at once, but not many. */
const OPEN_BATCHES = 16;

function findBatch(cell: CellNode, { index, size }: { readonly index: number; readonly size: number }): BatchNode {
  for (const item of cell.items.slice(-OPEN_BATCHES)) {
    if (item.kind === "batch" && item.size === size && item.queries.size < size && !item.queries.has(index))
      return item;
  }
  const batch: BatchNode = {
    kind: "batch",
    cell,
    size,
    queries: new Map(),
    tally: newTally(),
    spend: NO_SPEND,
    revision: 0,
  };
  cell.items.push(batch);
  return batch;
}

function endQuery(trajectory: Trajectory, end: QueryEnd): boolean {
  const query = trajectory.queries.get(end.query);
  if (query === undefined || query.end !== null) return false;
  query.end = end;
  settleQuery(query, end.status);
  if (end.fromMemory) {
    for (const tally of talliesOf(query)) tally.fromMemory += 1;
    for (const run of runsAbove(query)) {
      if (run.end !== null) continue;
      run.fromMemory += 1;
      run.subQueries -= 1;
    }
  }
  // A child run's own events have already been counted.
  if (query.child === null) spend(query, end.usage, end.costUsd);
  else touch(query);
  return true;
}

function settleQuery(query: QueryNode, status: Exclude<NodeStatus, "running">): void {
  const wasRunning = query.status === "running";
  query.status = status;
  for (const tally of talliesOf(query)) {
    if (wasRunning) tally.running -= 1;
    else tally.cancelled -= 1;
    if (status === "ok") tally.ok += 1;
    else if (status === "error") tally.failed += 1;
    else tally.cancelled += 1;
  }
}

function addNote(trajectory: Trajectory, run: RunNode, note: Note): void {
  const cell = note.cell === null ? undefined : trajectory.cells.get(note.cell);
  const turn = note.turn === null ? undefined : findTurn(run, note.turn);
  const node = cell ?? turn ?? run;
  node.notes.push(note);
  touch(node);
}

function endRun(run: RunNode, end: RunEnd): boolean {
  if (run.end !== null) return false;
  run.end = end;
  run.status = end.status;
  const last = run.turns.at(-1);
  if (last !== undefined) {
    closeTurn(last, end.status === "stopped" ? "cancelled" : end.status === "failed" ? "error" : "ok", end.at);
    settleFinals(last, end.status === "answered" || end.status === "forced");
  }
  run.subQueries = end.totals.subQueries;
  run.fromMemory = end.totals.fromMemory;
  // The totals also hold what no event of its own reports, such as a request that failed for good.
  settleSpend(run, end.totals.usage, end.totals.costUsd);
  return true;
}

/** Ends a run that has not reported its own end. */
function closeRun(run: RunNode, rest: Rest, at: number): void {
  if (run.status !== "running") return;
  run.status = "interrupted";
  touch(run);
  for (const turn of run.turns) closeTurn(turn, rest, at);
}

/** Ends a turn, and with it whatever in it has not reported its own end. */
function closeTurn(turn: TurnNode, status: Exclude<NodeStatus, "running">, at: number): void {
  if (turn.status !== "running") return;
  turn.endedAt = at;
  turn.status = turn.reply === null || status === "interrupted" ? status : "ok";
  touch(turn);
  const rest: Rest = status === "interrupted" ? "interrupted" : "cancelled";
  for (const cell of turn.cells) {
    if (cell.status === "running") {
      cell.status = rest;
      touch(cell);
    }
    if (cell.tally.running > 0) closeQueries(cell, rest, at);
  }
}

type Rest = "cancelled" | "interrupted";

function closeQueries(cell: CellNode, rest: Rest, at: number): void {
  for (const query of queriesOf(cell)) {
    if (query.status !== "running") continue;
    settleQuery(query, rest);
    touch(query);
    if (query.child !== null) closeRun(query.child, rest, at);
  }
}

/** A final is accepted when the run ends with it; a run that goes on has held it back. */
function settleFinals(turn: TurnNode, answered: boolean): void {
  const { given } = turn;
  if (given === null) return;
  given.final = answered && given === turn.cells.at(-1) ? "accepted" : "held-back";
  turn.given = null;
  touch(given);
}

function findTurn(run: RunNode, turn: number): TurnNode | undefined {
  return run.turns.findLast((node) => node.start.turn === turn);
}

function appendText(pieces: Text[], text: Text): void {
  const last = pieces.at(-1);
  if (typeof last === "string" && typeof text === "string") pieces[pieces.length - 1] = last + text;
  else pieces.push(text);
}

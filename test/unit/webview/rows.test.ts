import { strict as assert } from "node:assert";
import type { RunEvent } from "../../../src/core/events";
import { applyEvent, createTrajectory, type CellNode } from "../../../src/core/trajectory";
import { parentIndex, rowsOf } from "../../../webview/rows";
import { RunEvents, runStart } from "../../support/runEvents";

const byDefault = (_key: string, open: boolean) => open;

function cellOf(events: readonly RunEvent[]): CellNode {
  const trajectory = createTrajectory();
  for (const event of events) applyEvent(trajectory, event);
  const cell = trajectory.cells.get(1);
  assert.ok(cell !== undefined);
  return cell;
}

describe("rows of a tree of sub-queries", () => {
  function runWithChild(): readonly RunEvent[] {
    const run = new RunEvents();
    run.turn();
    run.cell("1");
    run.query("a", { batch: { index: 0, size: 2 } });
    run.query("b", { batch: { index: 1, size: 2 } });
    run.query("deeper", { kind: "rlm" });
    return [
      ...run.events,
      { ...runStart("r1/1"), parent: { run: "r1", query: 3 } },
      { type: "turn.start", at: 1, run: "r1/1", turn: 1, prompt: "", forced: false },
      { type: "cell.start", at: 1, run: "r1/1", turn: 1, cell: 2, code: "x" },
    ];
  }

  it("show batches as groups and child runs with their turns and cells", () => {
    const rows = rowsOf(cellOf(runWithChild()), byDefault);
    assert.deepEqual(
      rows.map((row) => [row.key, row.level, row.open, row.place, row.siblings]),
      [
        ["batch:1:0", 1, true, 1, 2],
        ["query:1", 2, null, 1, 2],
        ["query:2", 2, null, 2, 2],
        ["query:3", 1, true, 2, 2],
        ["turn:r1/1:1", 2, true, 1, 1],
        ["cell:2", 3, null, 1, 1],
      ],
    );
    assert.equal(parentIndex(rows, 5), 4);
    assert.equal(parentIndex(rows, 2), 0);
    assert.equal(parentIndex(rows, 0), -1);
  });

  it("leave out what is closed", () => {
    const closed = new Set(["batch:1:0", "query:3"]);
    const rows = rowsOf(cellOf(runWithChild()), (key, open) => (closed.has(key) ? false : open));
    assert.deepEqual(
      rows.map((row) => row.key),
      ["batch:1:0", "query:3"],
    );
  });

  it("begin with a big batch closed", () => {
    const run = new RunEvents();
    run.turn();
    run.cell("1");
    for (let index = 0; index < 60; index++) run.query("q", { batch: { index, size: 60 } });
    assert.equal(rowsOf(cellOf(run.events), byDefault).length, 1);
    assert.equal(rowsOf(cellOf(run.events), () => true).length, 61);
  });
});

import { strict as assert } from "node:assert";
import type { RunEvent } from "../../../src/core/events";
import { applyEvent, createTrajectory, interrupt, type Trajectory } from "../../../src/core/trajectory";
import { cellError, RunEvents, runStart, runTotals, usage } from "../../support/runEvents";

function fold(...lists: readonly (readonly RunEvent[])[]): Trajectory {
  const trajectory = createTrajectory();
  for (const event of lists.flat()) applyEvent(trajectory, event);
  return trajectory;
}

function rootOf(trajectory: Trajectory) {
  assert.ok(trajectory.root !== null);
  return trajectory.root;
}

function turnOf(trajectory: Trajectory, index: number) {
  const turn = rootOf(trajectory).turns.at(index);
  assert.ok(turn !== undefined);
  return turn;
}

function cellOf(trajectory: Trajectory, cell: number) {
  const node = trajectory.cells.get(cell);
  assert.ok(node !== undefined);
  return node;
}

function queryOf(trajectory: Trajectory, query: number) {
  const node = trajectory.queries.get(query);
  assert.ok(node !== undefined);
  return node;
}

describe("trajectory", () => {
  it("folds turns, cells and sub-queries into a tree", () => {
    const run = new RunEvents();
    run.turn();
    run.reply("Look", {}, "because");
    run.cell("print(1)");
    run.output("1\n");
    const query = run.query("What is it?");
    run.endQuery(query, "It");
    run.endCell({ value: "2", ms: 30 });
    const trajectory = fold(run.events);
    const [turn] = rootOf(trajectory).turns;
    assert.equal(turn?.reply?.reply, "Look");
    assert.deepEqual(
      turn.cells.map((cell) => [cell.status, cell.output, cell.end?.value, cell.end?.ms]),
      [["ok", ["1\n"], "2", 30]],
    );
    const [item] = turn.cells[0]?.items ?? [];
    assert.ok(item?.kind === "query");
    assert.equal(item.end?.reply, "It");
    assert.equal(rootOf(trajectory).status, "running");
    assert.deepEqual(trajectory.orphans, []);
  });

  it("gathers the draft while a reply streams, and drops it when the reply is there", () => {
    const run = new RunEvents();
    run.turn();
    run.delta("hm", "reasoning").delta("I ").delta("look");
    const trajectory = fold(run.events);
    assert.deepEqual(turnOf(trajectory, 0).draft, { text: "I look", reasoning: "hm" });
    const held = run.events.length;
    run.reply("I look").delta("late");
    for (const event of run.events.slice(held)) applyEvent(trajectory, event);
    assert.deepEqual(turnOf(trajectory, 0).draft, { text: "", reasoning: "" });
    assert.deepEqual(trajectory.orphans, []);
  });

  it("joins pieces of output that are at hand, and keeps references apart", () => {
    const ref = { ref: "a".repeat(64), length: 9000, head: "x" };
    const run = new RunEvents();
    run.turn();
    run.cell("1");
    run.output("a").output("b").output(ref).output("c").output("d");
    assert.deepEqual(cellOf(fold(run.events), 1).output, ["ab", ref, "cd"]);
  });

  it("adds tokens and cost up to cell, turn and run", () => {
    const run = new RunEvents();
    run.turn();
    run.reply("x", { usage: usage(1000, 100), costUsd: 0.01 });
    run.cell("1");
    run.endQuery(run.query("a"), "r", { usage: usage(10, 1), costUsd: 0.001 });
    run.endQuery(run.query("b"), "r", { usage: usage(20, 2), costUsd: 0.002 });
    const trajectory = fold(run.events);
    const cell = cellOf(trajectory, 1);
    assert.equal(cell.spend.usage.inputTokens, 30);
    assert.equal(cell.spend.costUsd, 0.003);
    assert.equal(turnOf(trajectory, 0).spend.usage.inputTokens, 1030);
    assert.equal(rootOf(trajectory).spend.usage.outputTokens, 103);
    assert.equal(rootOf(trajectory).spend.usage.calls, 3);
  });

  it("L13 an unknown cost makes every sum above it unknown, never less", () => {
    const run = new RunEvents();
    run.turn();
    run.reply("x", { costUsd: 0.01 });
    run.cell("1");
    run.endQuery(run.query("a"), "r", { costUsd: null });
    run.endQuery(run.query("b"), "r", { costUsd: 0.002 });
    const trajectory = fold(run.events);
    assert.equal(cellOf(trajectory, 1).spend.costUsd, null);
    assert.equal(rootOf(trajectory).spend.costUsd, null);
  });

  it("groups a batch, also two of one size that run at once", () => {
    const run = new RunEvents();
    run.turn();
    run.cell("1");
    const batch = (index: number) => ({ batch: { index, size: 2 } });
    run.query("a0", batch(0));
    run.query("b0", batch(0));
    run.query("a1", batch(1));
    run.query("alone");
    run.query("b1", batch(1));
    const items = cellOf(fold(run.events), 1).items.map((item) =>
      item.kind === "batch" ? [...item.queries.values()].map((query) => query.start.prompt) : item.start.prompt,
    );
    assert.deepEqual(items, [["a0", "a1"], ["b0", "b1"], "alone"]);
  });

  it("Q9 counts what was answered from memory, by cell, batch and run", () => {
    const run = new RunEvents();
    run.turn();
    run.cell("1");
    const first = run.query("a", { batch: { index: 0, size: 2 } });
    const second = run.query("a", { batch: { index: 1, size: 2 } });
    run.endQuery(first, "r");
    run.endQuery(second, "r", { fromMemory: true, usage: usage(0, 0), costUsd: 0 });
    const trajectory = fold(run.events);
    const cell = cellOf(trajectory, 1);
    assert.deepEqual(cell.tally, { total: 2, running: 0, ok: 2, failed: 0, cancelled: 0, fromMemory: 1 });
    assert.deepEqual(queryOf(trajectory, 1).batch?.tally, cell.tally);
    assert.equal(rootOf(trajectory).fromMemory, 1);
    assert.equal(rootOf(trajectory).subQueries, 1, "as in the totals of its end");
  });

  it("A16 a final is held back when the run goes on, and accepted when the run ends with it", () => {
    const run = new RunEvents();
    run.turn();
    run.cell("FINAL('early')");
    run.endCell({ final: "early" });
    const trajectory = fold(run.events);
    assert.equal(cellOf(trajectory, 1).final, "given");
    const held = run.events.length;
    run.turn();
    run.reply("x");
    run.cell("FINAL(x)");
    run.endCell({ final: "42" });
    run.end("answered", "42");
    for (const event of run.events.slice(held)) applyEvent(trajectory, event);
    assert.deepEqual(
      [...trajectory.cells.values()].map((cell) => cell.final),
      ["held-back", "accepted"],
    );
  });

  it("A16 of two finals of one turn the first is held back", () => {
    const run = new RunEvents();
    run.turn();
    run.cell("FINAL(1)");
    run.endCell({ final: "1" });
    run.cell("FINAL(2)");
    run.endCell({ final: "2" });
    run.end("answered", "2");
    assert.deepEqual(
      [...fold(run.events).cells.values()].map((cell) => cell.final),
      ["held-back", "accepted"],
    );
  });

  it("very many cells of one turn are folded in without delay", () => {
    const run = new RunEvents();
    run.turn();
    for (let i = 0; i < 200_000; i++) run.cell("1");
    assert.equal(fold(run.events).cells.size, 200_000);
  });

  it("hangs a child run below its sub-query and counts what it spent once", () => {
    const run = new RunEvents();
    run.turn();
    run.reply("x", { usage: usage(100, 10), costUsd: 0.01 });
    run.cell("1");
    const query = run.query("look into it", { kind: "rlm" });
    const child: RunEvent[] = [
      { ...runStart("r1/1"), parent: { run: "r1", query }, depth: 1 },
      { type: "turn.start", at: 5, run: "r1/1", turn: 1, prompt: "p", forced: false },
      { ...replyEvent("r1/1"), usage: usage(50, 5), costUsd: 0.005 },
      {
        type: "run.end",
        at: 9,
        run: "r1/1",
        status: "answered",
        answer: "a",
        reason: null,
        totals: { ...runTotals(), turns: 1, usage: usage(60, 6), costUsd: 0.006, ms: 9 },
      },
    ];
    const before = run.events.slice();
    const held = run.events.length;
    run.endQuery(query, "a", { usage: usage(60, 6), costUsd: 0.006, childRun: "r1/1" });
    const trajectory = fold(before, child, run.events.slice(held));
    const node = queryOf(trajectory, query);
    assert.equal(node.child?.status, "answered");
    assert.equal(node.spend.usage.inputTokens, 60);
    assert.equal(rootOf(trajectory).spend.usage.inputTokens, 160);
    assert.equal(node.child.level, 1);
  });

  it("takes the totals of a finished run as they are", () => {
    const run = new RunEvents();
    run.turn();
    run.end("failed", null, { totals: { ...runTotals(), usage: usage(77, 7), costUsd: null, subQueries: 3 } });
    const root = rootOf(fold(run.events));
    assert.equal(root.spend.usage.inputTokens, 77);
    assert.equal(root.spend.costUsd, null);
    assert.equal(root.subQueries, 3);
    assert.equal(root.turns[0]?.status, "error");
  });

  it("L9 settles what was under way when a run is stopped, and still takes ends that come late", () => {
    const run = new RunEvents();
    run.turn();
    run.reply("x");
    run.cell("1");
    const query = run.query("a");
    run.query("b");
    run.end("stopped", null);
    const trajectory = fold(run.events);
    assert.equal(queryOf(trajectory, query).status, "cancelled");
    assert.deepEqual(cellOf(trajectory, 1).tally, {
      total: 2,
      running: 0,
      ok: 0,
      failed: 0,
      cancelled: 2,
      fromMemory: 0,
    });
    const held = run.events.length;
    run.endQuery(query, "late").endCell({ error: { ...cellError("stopped"), name: "CancelledError" } });
    for (const event of run.events.slice(held)) applyEvent(trajectory, event);
    assert.equal(queryOf(trajectory, query).status, "ok");
    assert.equal(cellOf(trajectory, 1).tally.cancelled, 1);
    assert.equal(cellOf(trajectory, 1).status, "cancelled");
  });

  it("marks what was left without an end as interrupted, at every depth", () => {
    const run = new RunEvents();
    run.turn();
    run.reply("x");
    run.cell("1");
    const query = run.query("a", { kind: "rlm" });
    const child: RunEvent[] = [
      { ...runStart("r1/1"), parent: { run: "r1", query }, depth: 1 },
      { type: "turn.start", at: 9000, run: "r1/1", turn: 1, prompt: "p", forced: false },
    ];
    const trajectory = fold(run.events, child);
    interrupt(trajectory);
    assert.equal(rootOf(trajectory).status, "interrupted");
    assert.equal(cellOf(trajectory, 1).status, "interrupted");
    assert.equal(queryOf(trajectory, query).status, "interrupted");
    assert.equal(queryOf(trajectory, query).child?.turns[0]?.status, "interrupted");
    assert.equal(turnOf(trajectory, 0).endedAt, 9000);
  });

  it("puts a note at its cell, its turn or its run", () => {
    const run = new RunEvents();
    run.turn();
    run.cell("1");
    run.note("cell", "info", { cell: 1, turn: 1 });
    run.note("turn", "info", { turn: 1 });
    run.note("run", "warning");
    run.note("nowhere else", "warning", { cell: 99 });
    const trajectory = fold(run.events);
    assert.deepEqual(
      [cellOf(trajectory, 1).notes, turnOf(trajectory, 0).notes, rootOf(trajectory).notes].map((notes) =>
        notes.map((note) => note.text),
      ),
      [["cell"], ["turn"], ["run", "nowhere else"]],
    );
  });

  it("C7 keeps events that have no place as orphans and goes on", () => {
    const run = new RunEvents();
    const lost: RunEvent[] = [
      { type: "turn.start", at: 1, run: "who?", turn: 1, prompt: "", forced: false },
      { type: "cell.output", at: 1, run: "r1", cell: 7, text: "x" },
      { ...replyEvent("r1"), turn: 4 },
      { ...runStart("r1") },
      { ...runStart("other") },
      { ...runStart("r1/9"), parent: { run: "r1", query: 12 } },
    ];
    run.turn();
    const trajectory = fold(run.events, lost, [
      { type: "turn.start", at: 2, run: "r1", turn: 1, prompt: "", forced: false },
    ]);
    assert.equal(trajectory.orphans.length, lost.length + 1);
    assert.equal(rootOf(trajectory).turns.length, 1);
  });

  it("C7 keeps an event of a type that this version does not know", () => {
    const strange: unknown = { type: "run.paused", at: 3, run: "r1" };
    const trajectory = fold(new RunEvents().events);
    Reflect.apply(applyEvent, undefined, [trajectory, strange]);
    assert.deepEqual(trajectory.orphans, [strange]);
  });

  it("C7 a tree deeper than any run goes is cut off, not followed", () => {
    const run = new RunEvents();
    run.turn();
    run.cell("1");
    run.query("0", { kind: "rlm" });
    const events: RunEvent[] = [...run.events];
    for (let level = 1; level <= 200; level++) {
      const id = `r1/${level}`;
      events.push(
        { ...runStart(id), parent: { run: "", query: level }, depth: level },
        { type: "turn.start", at: 0, run: id, turn: 1, prompt: "", forced: false },
        { type: "cell.start", at: 0, run: id, turn: 1, cell: level + 1, code: "" },
        {
          type: "query.start",
          at: 0,
          run: id,
          query: level + 1,
          cell: level + 1,
          kind: "rlm",
          batch: null,
          model: "m",
          prompt: "",
        },
      );
    }
    const trajectory = fold(events);
    assert.ok([...trajectory.runs.values()].every((node) => node.level <= 32));
    assert.ok(trajectory.orphans.length > 0);
    interrupt(trajectory);
  });

  it("says what changed: the revision grows in a node and everything above it, nowhere else", () => {
    const run = new RunEvents();
    run.turn();
    run.cell("1");
    run.endCell();
    run.cell("2");
    const trajectory = fold(run.events);
    const revisions = () => [1, 2].map((cell) => cellOf(trajectory, cell).revision);
    const [first, second] = revisions();
    const above = rootOf(trajectory).revision;
    const held = run.events.length;
    run.endQuery(run.query("a"), "r");
    for (const event of run.events.slice(held)) applyEvent(trajectory, event);
    assert.equal(revisions()[0], first);
    assert.ok((revisions()[1] ?? 0) > (second ?? 0));
    assert.ok(rootOf(trajectory).revision > above);
  });

  it("folds 10,000 sub-queries of one batch", () => {
    const run = new RunEvents();
    run.turn();
    run.cell("1");
    const size = 10_000;
    const ids = Array.from({ length: size }, (_, index) => run.query(`q${index}`, { batch: { index, size } }));
    for (const id of ids) run.endQuery(id, "r");
    const trajectory = fold(run.events);
    const cell = cellOf(trajectory, 1);
    assert.equal(cell.items.length, 1);
    assert.equal(cell.tally.ok, size);
    assert.equal(rootOf(trajectory).spend.usage.calls, size);
  });
});

function replyEvent(run: string): Extract<RunEvent, { type: "turn.reply" }> {
  return {
    type: "turn.reply",
    at: 6,
    run,
    turn: 1,
    reply: "r",
    reasoning: "",
    finish: "stop",
    usage: usage(1, 1),
    costUsd: 0,
    ms: 1,
  };
}

import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { FileStore } from "../../../src/runs/fileStore";
import { RunsFolder, runError } from "./runsFolder";
import { runEnd, runStart, wholeRun } from "./sampleEvents";

describe("the list of runs", () => {
  let runs: RunsFolder;
  beforeEach(() => {
    runs = new RunsFolder();
  });
  afterEach(() => runs.dispose());

  it("is empty where there is no folder, and tells a file in its place", async () => {
    assert.deepEqual(await runs.store.list(), []);
    writeFileSync(runs.path, "");
    assert.match((await runError(runs.store.list())).message, /can't be listed/);
  });

  it("newest first, with what a person wants to know", async () => {
    await runs.save("b", [{ ...runStart("b"), startedAt: "2026-11-22T10:00:00.000Z" }, runEnd("b")]);
    const question = "Why? ".repeat(1_000);
    await runs.save("a", [
      { ...runStart("a", question), startedAt: "2026-11-22T11:00:00.000Z" },
      runEnd("a", "x".repeat(9_000)),
    ]);
    const [first, second, ...rest] = await runs.store.list();
    assert.deepEqual(rest, []);
    assert.deepEqual([first?.id, second?.id], ["a", "b"]);
    assert.ok(first !== undefined && question.startsWith(first.question) && first.question.length > 100);
    const { root, sub } = runStart("b").models;
    assert.deepEqual(second, {
      id: "b",
      path: runs.log("b"),
      status: "answered",
      question: "How many?",
      contextName: "3 files",
      startedAt: "2026-11-22T10:00:00.000Z",
      turns: 1,
      subQueries: 1,
      costUsd: 0.25,
      ms: 50,
      models: { root, sub },
    });
  });

  it("a run is running while this process writes it, and interrupted when that ends without an end", async () => {
    const log = runs.store.create("r");
    for (const event of wholeRun("r").slice(0, -1)) log.append(event);
    const [running] = await runs.store.list();
    assert.equal(running?.status, "running");
    assert.deepEqual([running.turns, running.subQueries, running.costUsd, running.ms], [1, 2, 0.25, 31]);
    assert.match((await runError(runs.store.remove("r"))).message, /still at work/);
    await log.close();
    assert.equal((await runs.store.list())[0]?.status, "interrupted");
    await runs.store.remove("r");
    assert.deepEqual(runs.names(), []);
  });

  it("a run of another process is running while that lives", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    await once(child, "spawn");
    await runs.save("r", [runStart("r", "?", child.pid)]);
    assert.equal((await runs.store.list())[0]?.status, "running");
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.equal((await runs.store.list())[0]?.status, "interrupted");
    await runs.save("old", [{ ...runStart("old", "?", 1), startedAt: "1999-01-01T00:00:00.000Z" }]);
    assert.equal((await runs.store.list()).at(-1)?.status, "interrupted", "from before the machine's last start");
  });

  it("a log that has not changed for longer than its run may take is interrupted, whoever has its process id", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    await once(child, "spawn");
    try {
      await runs.save("r", [runStart("r", "?", child.pid)]);
      const { timeoutMs } = runStart("r").limits;
      const minute = 60_000;
      for (const [ago, status] of [
        [timeoutMs + minute, "running"],
        [timeoutMs + 10 * minute, "interrupted"],
      ] as const) {
        const modified = new Date(Date.now() - ago);
        utimesSync(runs.log("r"), modified, modified);
        assert.equal((await runs.store.list())[0]?.status, status);
      }
    } finally {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  });

  it("a run without an end counts no sub-query that was answered from memory, as a run with one", async () => {
    const events = wholeRun("r").slice(0, -1);
    const free = events.map((event) =>
      event.type === "query.end" ? { ...event, fromMemory: event.query === 2 } : event,
    );
    await runs.save("r", free);
    assert.equal((await runs.store.list())[0]?.subQueries, 1);
  });

  it("what changes is read again", async () => {
    await runs.save("r", wholeRun("r").slice(0, -1));
    assert.equal((await runs.store.list())[0]?.status, "interrupted");
    runs.append("r", `${JSON.stringify(runEnd("r"))}\n`);
    assert.equal((await runs.store.list())[0]?.status, "answered");
    runs.append("r", '{"type":"no');
    assert.equal((await runs.store.list())[0]?.status, "answered", "a torn line after the end does not undo it");
  });

  it("the end of a child run is not the end of the run", async () => {
    await runs.save("r", [
      runStart("r"),
      { ...runStart("r/1"), parent: { run: "r", query: 1 }, depth: 1 },
      runEnd("r/1"),
    ]);
    assert.equal((await runs.store.list())[0]?.status, "interrupted");
  });

  it("C7 files that are no logs are listed with what could be read, or not at all", async () => {
    await runs.save("good", [runStart("good"), runEnd("good")]);
    writeFileSync(`${runs.path}/foreign.rlm.jsonl`, '{"hello": 1}\n');
    writeFileSync(`${runs.path}/notes.txt`, "not a log");
    mkdirSync(`${runs.path}/folder.rlm.jsonl`);
    symlinkSync("nowhere", `${runs.path}/gone.rlm.jsonl`);
    const listed = new Map((await runs.store.list()).map((run) => [run.id, run]));
    assert.deepEqual([...listed.keys()].sort(), ["folder", "foreign", "good"]);
    assert.match(listed.get("foreign")?.question ?? "", /not the log of a run/);
    assert.equal(listed.get("foreign")?.costUsd, null);
    assert.match(listed.get("folder")?.question ?? "", /can't be read/);
  });

  it("removing takes the log and its texts, nothing else", async () => {
    await runs.save("r", [runStart("r", "q".repeat(3_000)), runEnd("r")]);
    await runs.save("r2", [runStart("r2", "q".repeat(3_000)), runEnd("r2")]);
    await runs.store.remove("r");
    assert.deepEqual(runs.names(), ["r2.rlm.jsonl", "r2.texts"]);
    await runs.store.remove("r");
  });

  it("a run is found by its id or by the beginning of it", async () => {
    for (const id of ["20261122-101530-aaa", "20261122-101530-abb", "20261122-101530"])
      await runs.save(id, [runStart(id)]);
    assert.equal(await runs.store.findRun("20261122-101530-ab"), "20261122-101530-abb");
    assert.equal(await runs.store.findRun("20261122-101530"), "20261122-101530");
    assert.match((await runError(runs.store.findRun("2026"))).message, /Several saved runs begin with “2026”/);
    assert.match((await runError(runs.store.findRun("zz"))).message, /There is no saved run “zz”/);
  });

  it("hundreds of runs with large logs: only their ends are read", async () => {
    mkdirSync(runs.path, { recursive: true });
    const filler = `${JSON.stringify({ type: "note", at: 1, run: "r", level: "info", text: "x".repeat(1_000), turn: null, cell: null })}\n`;
    const middle = filler.repeat(500);
    for (let i = 0; i < 200; i++) {
      const id = `r${String(i)}`;
      writeFileSync(runs.log(id), `${JSON.stringify(runStart(id))}\n${middle}${JSON.stringify(runEnd(id))}\n`);
    }
    const listed = await new FileStore(runs.path).list();
    assert.equal(listed.length, 200);
    assert.ok(listed.every((run) => run.status === "answered"));
  });
});

import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { RunEvent } from "../../../src/core/events";
import type { Text, TextRef } from "../../../src/core/text";
import { FileStore } from "../../../src/runs/fileStore";
import { RunsFolder } from "./runsFolder";
import { output, runEnd, runStart, wholeRun } from "./sampleEvents";

/** Set in the process that a test kills while it writes. */
const FOLDER_OF_CHILD = "RLM_TEST_RUNS_FOLDER";

function refOf(text: Text | undefined): TextRef {
  if (typeof text === "object") return text;
  throw new Error("expected a reference");
}

function turnStart(run: string, turn: number, prompt: string): RunEvent {
  return { type: "turn.start", at: turn, run, turn, prompt, forced: false };
}

/** Writes until it is killed, and tells each turn that is on disk. */
async function writeForEver(folder: string): Promise<void> {
  const log = new FileStore(folder).create("killed");
  log.append(runStart("killed"));
  const store = new FileStore(folder);
  for (let turn = 1; ; turn++) {
    log.append(turnStart("killed", turn, `turn ${String(turn)} `.repeat(500)));
    log.append(output("killed", "printed\n".repeat(50), turn));
    if (turn % 20 !== 0) continue;
    const { events } = await store.load("killed").catch(() => ({ events: [] }));
    process.stdout.write(`${String(events.length)}\n`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function tests(): void {
  let runs: RunsFolder;
  beforeEach(() => {
    runs = new RunsFolder();
  });
  afterEach(() => runs.dispose());

  it("one line an event, in order, and nothing lost on the way back", async () => {
    const events = wholeRun("r1");
    await runs.save("r1", events);
    assert.equal(runs.lines("r1").length, events.length);
    const { events: read, problems } = await runs.store.load("r1");
    assert.deepEqual(problems, []);
    assert.deepEqual(read, events);
  });

  it("streamed pieces of a reply are never saved", async () => {
    const delta: RunEvent = { type: "turn.delta", at: 2, run: "r", turn: 1, kind: "text", text: "Hel" };
    const log = runs.store.create("r");
    log.append(runStart("r"));
    assert.equal(log.append(delta), delta);
    log.append(runEnd("r"));
    await log.close();
    assert.deepEqual(
      (await runs.store.load("r")).events.map((event) => event.type),
      ["run.start", "run.end"],
    );
  });

  it("C1 large texts are written once, beside the log, before the line that refers to them", async () => {
    const large = "é😀x".repeat(5_000);
    const log = runs.store.create("r");
    log.append(runStart("r"));
    const shown = log.append(turnStart("r", 1, large));
    const ref = refOf(shown.type === "turn.start" ? shown.prompt : undefined);
    assert.equal(ref.length, large.length);
    assert.ok(large.startsWith(ref.head) && ref.head.length >= 200 && ref.head.length <= 400);
    assert.equal(await log.text(ref), large, "readable while it is being written");
    log.append(turnStart("r", 2, large));
    log.append(runEnd("r", large));
    await log.close();
    assert.deepEqual(readdirSync(`${runs.path}/r.texts`), [`${ref.ref}.txt`]);
    assert.equal(readFileSync(`${runs.path}/r.texts/${ref.ref}.txt`, "utf8"), large);
    assert.equal(await runs.store.text("r", ref.ref), large);
    assert.equal(await log.text(ref), large);
    assert.ok(statSync(log.path).size < 4_000);
  });

  it("C1 the log of very many sub-queries stays under 1 MB", async () => {
    const [start, end] = wholeRun("r").filter((event) => event.type === "query.start" || event.type === "query.end");
    assert.ok(start?.type === "query.start" && end?.type === "query.end");
    for (const characters of [1_900, 500]) {
      const run = `r${String(characters)}`;
      const log = runs.store.create(run);
      log.append(runStart(run));
      for (let query = 1; query <= 500; query++) {
        const text = `${String(query)} ${"x".repeat(characters)}`.slice(0, characters);
        log.append({ ...start, run, query, prompt: text });
        log.append({ ...end, run, query, reply: `${text.slice(1)}.` });
      }
      await log.close();
      assert.ok(statSync(log.path).size < 1_000_000, `${String(statSync(log.path).size)} bytes`);
    }
  });

  it("C1 pieces of output that are large share their text files", async () => {
    const log = runs.store.create("r");
    log.append(runStart("r"));
    let printed = "";
    for (let i = 0; i < 5_000; i++) {
      const text = `${String(i)} ${"p".repeat(2_100)}\n`;
      printed += text;
      const shown = log.append(output("r", text));
      assert.equal(shown.type === "cell.output" ? shown.text : null, text);
    }
    const huge = "h".repeat(100_000);
    const shown = log.append(output("r", huge));
    assert.equal(await log.text(refOf(shown.type === "cell.output" ? shown.text : undefined)), huge);
    await log.close();
    assert.ok(readdirSync(`${runs.path}/r.texts`).length < 200);
    assert.ok(statSync(log.path).size < 100_000);
    let saved = "";
    for (const event of (await runs.store.load("r")).events) {
      if (event.type === "cell.output") saved += await runs.store.text("r", refOf(event.text).ref);
    }
    assert.ok(saved === printed + huge);
  });

  it("C6 logs and texts are private", async () => {
    const log = runs.store.create("r");
    log.append(runStart("r"));
    log.append(turnStart("r", 1, "x".repeat(3_000)));
    await log.close();
    const modes = [runs.path, log.path, `${runs.path}/r.texts`].map((path) => statSync(path).mode & 0o777);
    assert.deepEqual(modes, [0o700, 0o600, 0o700]);
    const [text = ""] = readdirSync(`${runs.path}/r.texts`);
    assert.equal(statSync(`${runs.path}/r.texts/${text}`).mode & 0o777, 0o600);
  });

  it("small pieces of output share a line, in order with all else", async () => {
    const log = runs.store.create("r");
    log.append(runStart("r"));
    for (let i = 0; i < 10_000; i++) log.append(output("r", `${String(i)}\n`));
    log.append(output("r", "L".repeat(100_000)));
    log.append(output("r", "other cell", 2));
    log.append(turnStart("r", 2, "next"));
    log.append(output("r", "last"));
    await log.close();
    const { events } = await runs.store.load("r");
    assert.deepEqual(
      events.map((event) => event.type),
      ["run.start", "cell.output", "cell.output", "cell.output", "turn.start", "cell.output"],
    );
    const [, printed] = events;
    const text = refOf(printed?.type === "cell.output" ? printed.text : undefined);
    assert.equal(
      await runs.store.text("r", text.ref),
      Array.from({ length: 10_000 }, (_, i) => `${String(i)}\n`).join(""),
    );
  });

  it("output reaches the disk by itself, without another event", async () => {
    const log = runs.store.create("r");
    log.append(runStart("r"));
    log.append(output("r", "waiting"));
    while (!existsSync(log.path) || !readFileSync(log.path, "utf8").includes("waiting")) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await log.close();
  });

  it("events after the close are not written", async () => {
    await runs.save("r", [runStart("r"), runEnd("r")]);
    const log = runs.store.create("r2");
    log.append(runStart("r2"));
    await Promise.all([log.close(), log.close()]);
    log.append(runEnd("r2"));
    await log.close();
    assert.equal(runs.lines("r2").length, 1);
  });

  it("a killed writer leaves whole lines, at most the last one torn", async function () {
    this.timeout(60_000);
    const env = { ...process.env, [FOLDER_OF_CHILD]: runs.path };
    const child = spawn(process.execPath, [__filename], { env, stdio: ["ignore", "pipe", "inherit"] });
    let told = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      told = Number(line);
      if (told > 300) break;
    }
    child.kill("SIGKILL");
    await once(child, "exit");
    const { events, problems } = await runs.store.load("killed");
    assert.ok(events.length >= told, `${String(events.length)} events of at least ${String(told)}`);
    assert.ok(problems.length <= 1 && problems.every((problem) => problem.includes("torn")), problems.join("\n"));
    for (const event of events) {
      if (event.type === "turn.start") await runs.store.text("killed", refOf(event.prompt).ref);
    }
    const [summary] = await runs.store.list();
    assert.equal(summary?.status, "interrupted");
  });

  describe("C5 the log can't be written", () => {
    const large = "y".repeat(5_000);

    /** Appends a whole run with a large text; returns what reads that text again. */
    async function runTo(store: FileStore): Promise<{ readonly failure: string | null; readonly text: string }> {
      const log = store.create("r");
      log.append(runStart("r"));
      const shown = log.append(turnStart("r", 1, large));
      log.append(output("r", "o"));
      log.append(runEnd("r"));
      await log.close();
      const ref = refOf(shown.type === "turn.start" ? shown.prompt : undefined);
      assert.equal(await log.text(ref), large);
      return { failure: log.failure, text: await store.text("r", ref.ref) };
    }

    it("C5 a file in the place of the folder: one failure, and texts stay readable", async () => {
      writeFileSync(runs.path, "not a folder");
      const { failure, text } = await runTo(runs.store);
      assert.match(
        failure ?? "",
        /^This run can't be saved: a file stands where its folder should be \(.*\)\. The run goes on/,
      );
      assert.equal(text, large);
      assert.equal(readFileSync(runs.path, "utf8"), "not a folder");
    });

    it("C5 no permission", async () => {
      mkdirSync(runs.path, { mode: 0o755 });
      chmodSync(runs.path, 0o555);
      const isRoot = process.geteuid?.() === 0;
      if (isRoot) process.seteuid?.(65534);
      try {
        const { failure, text } = await runTo(runs.store);
        assert.match(failure ?? "", /can't be saved: there is no permission \(/);
        assert.equal(text, large);
      } finally {
        if (isRoot) process.seteuid?.(0);
        chmodSync(runs.path, 0o755);
      }
    });

    it("C5 in the middle of a run: the log keeps its beginning without a gap", async () => {
      const log = runs.store.create("r");
      log.append(runStart("r"));
      await runs.store.list();
      assert.equal(log.failure, null);
      writeFileSync(`${runs.path}/r.texts`, "in the way");
      const shown = log.append(turnStart("r", 1, large));
      log.append(turnStart("r", 2, "small"));
      await log.close();
      assert.match(String(log.failure), /can't be saved: a file stands where its folder should be/);
      assert.deepEqual(
        (await runs.store.load("r")).events.map((event) => event.type),
        ["run.start"],
      );
      assert.equal(await log.text(refOf(shown.type === "turn.start" ? shown.prompt : undefined)), large);
    });

    it("C7 a file that is there is not overwritten", async () => {
      await runs.save("r", [runStart("r"), runEnd("r")]);
      const before = readFileSync(runs.log("r"), "utf8");
      const { failure } = await runTo(runs.store);
      assert.match(failure ?? "", /exists already and is not overwritten/);
      assert.equal(readFileSync(runs.log("r"), "utf8"), before);
    });
  });

  it("a new log may go to another place, with its texts beside it", async () => {
    const path = `${runs.path}/elsewhere/out.jsonl`;
    const store = new FileStore(runs.path, { newLogPath: path });
    const log = store.create("r");
    log.append(runStart("r"));
    log.append(turnStart("r", 1, "z".repeat(3_000)));
    await log.close();
    assert.equal(log.path, path);
    assert.deepEqual(readdirSync(`${runs.path}/elsewhere`).sort(), ["out.jsonl", "out.texts"]);
  });
}

const folderOfChild = process.env[FOLDER_OF_CHILD];
if (folderOfChild === undefined) describe("writing a run", tests);
else void writeForEver(folderOfChild);

import { strict as assert } from "node:assert";
import type { RunEvent } from "../../../src/core/events";
import type { RunResult } from "../../../src/core/run";
import type { RunLog, SavedRun, Store } from "../../../src/core/store";
import { NO_USAGE } from "../../../src/core/usage";
import { GatedStore } from "../../../src/editor/runs/gatedStore";
import { manifestOf, readEntries } from "../../../src/editor/runs/manifest";
import { noticeOf } from "../../../src/editor/runs/notice";
import { missingSource, savedSource } from "../../../src/editor/runs/runSource";
import { throttle } from "../../../src/editor/throttle";
import { CONTEXT, RUN, runEnd, runStart, turnReply, turnStart } from "./sampleRun";

/** A store in memory, for what the gate before a real one does. */
function memoryStore(): Store & { readonly written: RunEvent[]; closed: number } {
  const written: RunEvent[] = [];
  const store = {
    written,
    closed: 0,
    create: (id: string): RunLog => ({
      id,
      path: `/runs/${id}`,
      append: (event) => {
        written.push(event);
        return event;
      },
      text: () => Promise.resolve(""),
      close: async () => {
        store.closed++;
      },
      failure: null,
    }),
    list: () => Promise.resolve([]),
    load: () => Promise.reject(new Error("none")),
    text: () => Promise.resolve(""),
    remove: () => Promise.resolve(),
  };
  return store;
}

const REF = { ref: "a".repeat(64), length: 1, head: "a" };

describe("store of a window", () => {
  it("writes nothing more once the window closes, so that a run reads as interrupted", async () => {
    const inner = memoryStore();
    const store = new GatedStore(inner, () => undefined);
    const log = store.create(RUN);
    log.append(runStart());
    await store.shutDown();
    log.append(runEnd());
    assert.deepEqual(
      inner.written.map((event) => event.type),
      ["run.start"],
    );
    assert.equal(inner.closed, 1);
  });
});

describe("logs that can't be written", () => {
  it("C5 are told once, and the run goes on", async () => {
    const inner = memoryStore();
    const told: string[] = [];
    const full = "This run can't be saved: the disk is full.";
    const store = new GatedStore({ ...inner, create: (id) => ({ ...inner.create(id), failure: full }) }, (text) =>
      told.push(text),
    );
    const log = store.create(RUN);
    log.append(runStart());
    log.append(runEnd());
    await log.close();
    assert.deepEqual(told, [full]);
    assert.equal(inner.written.length, 2);
  });
});

describe("saved runs as views read them", () => {
  const store = memoryStore();
  const saved = (events: readonly RunEvent[]): SavedRun => ({
    id: RUN,
    path: "/x",
    events,
    problems: ["line 7 is torn"],
  });

  it("are interrupted where they have no end", () => {
    const source = savedSource(saved([runStart(), turnStart(1), turnReply(1, "a")]), store, false);
    assert(source.interrupted && !source.live);
    assert.equal(source.snapshot().length, 3);
    assert.deepEqual(source.problems, ["line 7 is torn"]);
    assert.equal(source.question, "Where?");
  });

  it("are not interrupted where they have an end, or another process writes them", () => {
    assert.equal(savedSource(saved([runStart(), runEnd()]), store, false).interrupted, false);
    const elsewhere = savedSource(saved([runStart()]), store, true);
    assert.equal(elsewhere.interrupted, false);
    assert.match(elsewhere.problems.join(), /still at work/);
  });

  it("say why they can't be shown", async () => {
    const source = missingSource("gone", new Error("There is no run “gone”."));
    assert.deepEqual(source.problems, ["There is no run “gone”."]);
    await assert.rejects(source.text(REF.ref), /no run/);
  });

  it("list their files, also by reference, and none where the list is damaged", async () => {
    const rows = [["a.ts", 1, 1, 1, "h", 1]];
    const source = savedSource(
      saved([runStart()]),
      { ...store, text: () => Promise.resolve(JSON.stringify(rows)) },
      false,
    );
    assert.equal(manifestOf(source)?.name, CONTEXT.name);
    assert.deepEqual(await readEntries(source, { ...CONTEXT, entries: JSON.stringify(rows) }), rows);
    assert.deepEqual(await readEntries(source, { ...CONTEXT, entries: REF }), rows);
    for (const entries of ["nonsense", '[["../x"]]', "{}"]) {
      assert.deepEqual(await readEntries(source, { ...CONTEXT, entries }), []);
    }
  });
});

describe("notices at the end of a run", () => {
  const totals = { turns: 1, subQueries: 0, fromMemory: 0, depth: 0, usage: NO_USAGE, costUsd: 0, ms: 1 };
  const result = (more: Partial<RunResult>): RunResult => {
    return { ...totals, id: RUN, status: "answered", answer: null, reason: null, logPath: null, ...more };
  };
  const failed = result({ status: "failed", reason: { code: "model", text: "The key is wrong.", action: "set-key" } });

  it("name the failure and offer its action, panel or not", () => {
    for (const visible of [true, false]) {
      assert.deepEqual(noticeOf(failed, "Where?", visible), {
        level: "error",
        text: "RLM could not answer “Where?”. The key is wrong.",
        action: "set-key",
      });
    }
  });

  it("offer the log where a failure has no action", () => {
    const notice = noticeOf(
      result({ status: "failed", reason: { code: "internal", text: "Oh.", action: null } }),
      "?",
      true,
    );
    assert.equal(notice?.action, "show-log");
  });

  it("speak of an answer only while its panel is not in view", () => {
    assert.equal(noticeOf(result({}), "Where?", true), null);
    assert.equal(noticeOf(result({}), "Where?", false)?.text, "RLM has answered “Where?”.");
  });

  it("are silent when the person has stopped the run", () => {
    const stopped = result({ status: "stopped", reason: { code: "user", text: "You stopped the run.", action: null } });
    assert.equal(noticeOf(stopped, "Where?", false), null);
  });

  it("tell a limit that ended the run", () => {
    const stopped = result({ status: "stopped", reason: { code: "cost", text: "5 USD.", action: "open-settings" } });
    assert.deepEqual(noticeOf(stopped, "Where?", false)?.action, "open-settings");
    assert.equal(noticeOf(result({ status: "forced" }), "Where?", false)?.level, "info");
  });
});

describe("throttle", () => {
  it("runs at once, then once more for all calls in between", async () => {
    let count = 0;
    let second: () => void = () => undefined;
    const ranTwice = new Promise<void>((resolve) => (second = resolve));
    const throttled = throttle(() => {
      if (++count === 2) second();
    }, 5);
    for (let i = 0; i < 10; i++) throttled.soon();
    assert.equal(count, 1);
    await ranTwice;
    assert.equal(count, 2);
    throttled.cancel();
  });
});

import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { loadFile } from "../../../src/runs/loadFile";
import { readText } from "../../../src/runs/textFiles";
import { RunsFolder, runError } from "./runsFolder";
import { runEnd, runStart, wholeRun } from "./sampleEvents";

describe("reading a run", () => {
  let runs: RunsFolder;
  beforeEach(() => {
    runs = new RunsFolder();
  });
  afterEach(() => runs.dispose());

  /** Puts a file among the runs, as somebody else might. */
  function put(id: string, text: string): string {
    mkdirSync(runs.path, { recursive: true });
    writeFileSync(runs.log(id), text);
    return runs.log(id);
  }

  it("C7 a torn last line is named, what stands before it is shown, the file stays as it is", async () => {
    const whole = wholeRun("r").map((event) => JSON.stringify(event));
    const text = `${whole.join("\n")}\n{"type":"note","at":9`;
    const path = put("r", text);
    const { events, problems } = await loadFile(path);
    assert.equal(events.length, whole.length);
    assert.deepEqual(problems.length, 1);
    assert.match(problems[0] ?? "", /The last line is torn/);
    assert.equal(readFileSync(path, "utf8"), text);
  });

  it("C7 a last line that only lacks its line feed is shown", async () => {
    const { events, problems } = await loadFile(
      put(
        "r",
        wholeRun("r")
          .map((event) => JSON.stringify(event))
          .join("\n"),
      ),
    );
    assert.deepEqual([events.length, problems], [wholeRun("r").length, []]);
  });

  it("C7 another version: what is known is shown, unknown events and fields are named or left out", async () => {
    const start = { ...runStart("r"), schema: 2, mood: "new" };
    const lines = [start, { type: "cell.dreamt", at: 1, run: "r" }, { type: "note", at: 2, run: "r" }, runEnd("r")];
    const { events, problems } = await loadFile(put("r", lines.map((line) => `${JSON.stringify(line)}\n`).join("")));
    assert.deepEqual(
      events.map((event) => event.type),
      ["run.start", "run.end"],
    );
    assert.deepEqual(events[0], { ...runStart("r"), schema: 2, startedAt: start.startedAt });
    assert.match(problems[0] ?? "", /version 2; this program knows version 1/);
    assert.match(problems[1] ?? "", /Line 2 was left out: an unknown event “cell.dreamt”/);
    assert.match(problems[2] ?? "", /Line 3 was left out: an event “note” whose “level” is not as expected/);
  });

  it("C7 a foreign JSONL, a text, an empty file", async () => {
    const foreign = await loadFile(put("f", '{"a":1}\n{"a":2}\n\n[3]\nnull\n'));
    assert.deepEqual(foreign.events, []);
    assert.match(foreign.problems[0] ?? "", /does not begin as the log of a run does/);
    assert.deepEqual(foreign.problems.slice(1), [
      "Lines 1 to 2 were left out: not an event of a run.",
      "Lines 4 to 5 were left out: not an event of a run.",
    ]);
    assert.match((await loadFile(put("t", "# Title\n\nprose\n"))).problems.join("\n"), /Line 1 was left out: not JSON/);
    assert.equal((await loadFile(put("e", ""))).problems.length, 1);
  });

  it("C7 many bad lines are counted, not all named", async () => {
    const lines = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? "x" : JSON.stringify(runStart("r"))));
    const { problems } = await loadFile(put("r", `${lines.join("\n")}\n`));
    assert.equal(problems.length, 21);
    assert.equal(problems.at(-1), "There are 30 more lines like these.");
  });

  it("C7 very many bad lines cost little, and not all are read", async () => {
    const { events, problems } = await loadFile(put("r", "x\n[]\n".repeat(600_000)));
    assert.deepEqual(events, []);
    assert.equal(problems.length, 23);
    assert.match(problems[0] ?? "", /more lines than a run has/);
    assert.equal(problems.at(-1), "There are 999980 more lines like these.");
  });

  it("C7 a line that is too long is left out, the next ones are read", async function () {
    this.timeout(30_000);
    const note = {
      type: "note",
      at: 1,
      run: "r",
      level: "info",
      text: "x".repeat(65 * 1024 * 1024),
      turn: null,
      cell: null,
    };
    const lines = [runStart("r"), note, runEnd("r")].map((line) => `${JSON.stringify(line)}\n`);
    const { events, problems } = await loadFile(put("r", lines.join("")));
    assert.deepEqual(
      events.map((event) => event.type),
      ["run.start", "run.end"],
    );
    assert.deepEqual(problems, ["Line 2 was left out: it is longer than 64 MB."]);
  });

  it("C7 whatever bytes a file holds, it is read without a throw", async () => {
    const lines = wholeRun("r").map((event) => JSON.stringify(event));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(lines.length - 1),
        fc.nat(400),
        fc.string({ unit: "binary" }),
        async (at, column, dirt) => {
          const changed = lines.map((line, i) =>
            i === at ? line.slice(0, column) + dirt + line.slice(column + 1) : line,
          );
          const { events } = await loadFile(put("r", changed.join("\n")));
          assert.ok(events.length >= lines.length - 1);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("a reference is only ever a hash, and only ever the text that was saved", async () => {
    await runs.save("r", [runStart("r", "q".repeat(3_000)), runEnd("r")]);
    const [start] = (await runs.store.load("r")).events;
    assert.ok(start?.type === "run.start" && typeof start.question === "object");
    const { ref } = start.question;
    for (const evil of ["../r.rlm.jsonl", "/etc/passwd", `${ref}/..`, "", ref.toUpperCase()]) {
      assert.match((await runError(runs.store.text("r", evil))).message, /reference to a text is damaged/);
    }
    const other = "0".repeat(64);
    symlinkSync("/etc/hostname", `${runs.path}/r.texts/${other}.txt`);
    assert.match((await runError(readText(runs.log("r"), other))).message, /changed after the run was saved/);
    assert.match((await runError(runs.store.text("r", "1".repeat(64)))).message, /its file was removed/);
    writeFileSync(`${runs.path}/r.texts/${ref}.txt`, "tampered");
    assert.match((await runError(runs.store.text("r", ref))).message, /changed after the run was saved/);
    const hostile = { ...runStart("h"), question: { ref: "../../etc/passwd", length: 1, head: "" } };
    const { events, problems } = await loadFile(put("h", `${JSON.stringify(hostile)}\n`));
    assert.deepEqual(events, []);
    assert.match(problems.join("\n"), /“question/);
  });

  it("ids lead nowhere else", async () => {
    for (const id of ["../r", "a/b", "", ".", "..", ".hidden", "a\\b", "a\0b"]) {
      assert.match((await runError(runs.store.load(id))).message, /is not the id of a run/, JSON.stringify(id));
      await runError(runs.store.remove(id));
      await runError(runs.store.text(id, "0".repeat(64)));
    }
    assert.match((await runError(runs.store.load("missing"))).message, /can't be opened: it is not there/);
  });
});

import { strict as assert } from "node:assert";
import type { RunSummary } from "../../../src/core/store";
import {
  liveRow,
  mergeRows,
  rowContext,
  rowDescription,
  rowLabel,
  rowTooltip,
  savedRow,
} from "../../../src/editor/runs/runRow";
import { RunTrace } from "../../../src/editor/runs/runTrace";
import { progressText, statusBarText } from "../../../src/editor/runs/statusText";
import { ageText, costText, counted, durationText, escapeMarkdown, oneLine } from "../../../src/editor/wording";
import { RUN, runStart, turnReply, turnStart } from "./sampleRun";

const saved: RunSummary = {
  id: "r1",
  path: "/x/r1.rlm.jsonl",
  status: "answered",
  question: "Where is\n  the limit?",
  contextName: "workspace shop",
  startedAt: "2026-11-22T10:00:00.000Z",
  turns: 3,
  subQueries: 12,
  costUsd: 0.021,
  ms: 12_300,
  models: null,
};
const now = new Date("2026-11-22T10:05:30.000Z");

describe("rows of the Runs view", () => {
  it("say state, cost, time and age", () => {
    const row = savedRow(saved);
    assert.equal(row.question, "Where is the limit?");
    assert.equal(rowDescription(row, now), "Answered · $0.02 · 12 s · 5 min ago");
    assert.equal(rowLabel(row, now), "Where is the limit?, Answered, $0.02, 12 s, 5 min ago");
  });

  it("show an unknown cost as unknown, never as 0", () => {
    assert.match(rowDescription(savedRow({ ...saved, costUsd: null }), now), /cost unknown/);
  });

  it("can be stopped only where they were started, and deleted only when they have ended", () => {
    assert.equal(rowContext(savedRow(saved)), "finished");
    assert.equal(rowContext(savedRow({ ...saved, status: "interrupted" })), "finished");
    assert.equal(rowContext(savedRow({ ...saved, status: "running" })), "elsewhere");
    assert.equal(rowContext(liveRow("r2", "?", now, new RunTrace().trajectory)), "running");
  });

  it("come newest first, a run at work only once", () => {
    const live = liveRow("r2", "?", now, new RunTrace().trajectory);
    const rows = mergeRows([live], [savedRow(saved), savedRow({ ...saved, id: "r2", status: "running" })]);
    assert.deepEqual(
      rows.map((row) => [row.id, row.here]),
      [
        ["r2", true],
        ["r1", false],
      ],
    );
  });

  it("escape Markdown of questions in tooltips", () => {
    const row = savedRow({ ...saved, question: "[x](command:evil) **b** <img>" });
    assert(
      rowTooltip(row, now).startsWith("**\\[x\\]\\(command\\:evil\\) \\*\\*b\\*\\* \\<img\\>**"),
      rowTooltip(row, now),
    );
  });
});

describe("progress", () => {
  it("counts turns, sub-queries and money", () => {
    const trace = new RunTrace();
    assert.equal(progressText(trace.trajectory), "starting");
    trace.add(runStart());
    trace.add(turnStart(1));
    trace.add(turnReply(1, "a", 0.02));
    trace.add({ type: "cell.start", at: 1, run: RUN, turn: 1, cell: 1, code: "" });
    for (const query of [1, 2]) {
      trace.add({
        type: "query.start",
        at: 1,
        run: RUN,
        query,
        cell: 1,
        kind: "llm",
        batch: null,
        model: "m",
        prompt: "p",
      });
    }
    assert.equal(progressText(trace.trajectory), "turn 1/20 · 2 sub-queries · $0.02");
    assert.equal(statusBarText(trace.trajectory, 3), "$(sync~spin) RLM turn 1/20 · 2 sub-queries · $0.02 (+2)");
  });

  it("says offline where no language model is at work", () => {
    const trace = new RunTrace();
    const { root, sub } = runStart().models;
    trace.add(runStart({ models: { root: { ...root, offline: true }, sub } }));
    assert.equal(progressText(trace.trajectory), "turn 0/20 · offline");
  });
});

describe("wording", () => {
  it("writes numbers as people do", () => {
    assert.equal(counted(1, "file"), "1 file");
    assert.equal(counted(1234, "file"), "1,234 files");
    assert.deepEqual([0, 0.004, 0.021, 12].map(costText), ["$0.00", "<$0.01", "$0.02", "$12.00"]);
    assert.deepEqual([400, 12_300, 185_000, 7_800_000].map(durationText), ["0.4 s", "12 s", "3 min 5 s", "2 h 10 min"]);
  });

  it("tells ages, and nothing for a time that is none", () => {
    const ago = (ms: number): string => ageText(new Date(now.getTime() - ms), now);
    assert.deepEqual([1e3, 3e5, 7.2e6, 1.8e8].map(ago), ["just now", "5 min ago", "2 h ago", "2 days ago"]);
    assert.equal(ageText(new Date("nonsense"), now), "");
  });

  it("shortens without tearing a character", () => {
    assert.equal(oneLine("a\n b", 10), "a b");
    assert.equal(oneLine("ab😀cd", 4), "ab…");
  });

  it("leaves nothing of Markdown in a text", () => {
    assert.equal(escapeMarkdown("`a` $(b)"), "\\`a\\` \\$\\(b\\)");
  });
});

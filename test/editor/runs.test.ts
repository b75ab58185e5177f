import { strict as assert } from "node:assert";
import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import type { RunResult } from "../../src/core/run";
import { Command, TEXT_SCHEME } from "../../src/editor/ids";
import { openReference } from "../../src/editor/panel/openReference";
import { savedSource, type RunSource } from "../../src/editor/runs/runSource";
import { askBy, inWorkspace, rlm, savedRun } from "./support/rlm";
import { panels, recordMessages, restoreWindow, setSettings, tabsUntil, withUnsaved } from "./support/window";

const QUESTION = "When was the codling moth found?";

/** No process has a number so large. */
const DEAD_PID = 2 ** 30;

describe("saved runs", () => {
  let result: RunResult;

  before(async () => {
    await setSettings({ provider: "offline" });
    result = await askBy(Command.askWorkspace, { question: QUESTION });
    await restoreWindow();
  });
  after(() => setSettings({ provider: undefined }));
  afterEach(restoreWindow);

  it("are listed, newest first", async () => {
    const later = await askBy(Command.askWorkspace, { question: "Who repaired the cider press?" });
    const [first, second] = await (await rlm()).runs();
    assert.deepEqual([first?.id, second?.id], [later.id, result.id]);
    assert.equal(second?.status, "answered");
    assert.equal(second.question, QUESTION);
  });

  it("open in one panel, however often", async () => {
    await vscode.commands.executeCommand(Command.openRun, result.id);
    await vscode.commands.executeCommand(Command.openRun, { id: result.id });
    await tabsUntil(() => panels().length > 0);
    assert.equal(panels().length, 1);
  });

  it("are shown as interrupted where they have no end and their process is gone", async () => {
    const { saved, store } = await savedRun(result);
    const id = "20260101-000000-aaaaaa";
    const lines = saved.events
      .filter((event) => event.type !== "run.end")
      .map((event) => ({ ...event, run: id }))
      .map((event) => (event.type === "run.start" ? { ...event, app: { ...event.app, pid: DEAD_PID } } : event));
    const path = join(dirname(result.logPath ?? ""), `${id}.rlm.jsonl`);
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join("") + '{"type":"turn.st');
    await vscode.commands.executeCommand(Command.refreshRuns);
    const summary = (await (await rlm()).runs()).find((run) => run.id === id);
    assert.equal(summary?.status, "interrupted");
    const source = savedSource(await store.load(id), store, false);
    assert(source.interrupted && source.problems.length === 1);
    assert.equal(source.snapshot().filter((event) => event.type === "turn.reply").length, result.turns);
    await vscode.commands.executeCommand(Command.openRun, id);
    await tabsUntil(() => panels().length === 1);
    await vscode.commands.executeCommand(Command.deleteRun, id, { confirmed: true });
  });

  it("are deleted for good, their panel too, once that is confirmed", async () => {
    const gone = await askBy(Command.askWorkspace, { question: "Who repaired the cider press?" });
    await tabsUntil(() => panels().length === 1);
    recordMessages();
    await vscode.commands.executeCommand(Command.deleteRun, gone.id);
    assert(existsSync(gone.logPath ?? ""), "nobody has confirmed it yet");
    recordMessages(() => "Delete");
    await vscode.commands.executeCommand(Command.deleteRun, { id: gone.id }, [{ id: gone.id }]);
    await tabsUntil(() => panels().length === 0);
    assert(!existsSync(gone.logPath ?? ""));
    assert.equal(
      (await (await rlm()).runs()).some((run) => run.id === gone.id),
      false,
    );
  });

  it("say it when they are gone", async () => {
    const messages = recordMessages();
    await vscode.commands.executeCommand(Command.openRun, "20250101-000000-zzzzzz");
    assert.equal(messages.length, 1);
    assert.equal(messages[0]?.level, "error");
  });

  it("are not led astray by ids that are paths", async () => {
    const messages = recordMessages();
    await vscode.commands.executeCommand(Command.deleteRun, "../../data/User", { confirmed: true });
    assert.match(messages[0]?.text ?? "", /not the id of a run/);
  });
});

describe("references of an answer", () => {
  let source: RunSource;

  before(async () => {
    await setSettings({ provider: "offline" });
    const result = await askBy(Command.askWorkspace, { question: QUESTION });
    const { saved, store } = await savedRun(result);
    source = savedSource(saved, store, false);
  });
  after(() => setSettings({ provider: undefined }));
  afterEach(restoreWindow);

  const open = (path: string, line = 1, endLine: number | null = null) =>
    openReference(source, { path, line, endLine }, vscode.ViewColumn.One);

  it("open the file at the line", async () => {
    const { opened, message } = await open("docs/harvest.md", 4, 5);
    assert.equal(opened?.toString(), inWorkspace("docs/harvest.md").toString());
    assert.equal(message, null);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), opened.toString());
    assert.deepEqual([editor.selection.start.line, editor.selection.end.line], [3, 5]);
  });

  it("say that the file has changed since", async () => {
    await withUnsaved(inWorkspace("docs/pests.md"), new vscode.Position(0, 0), "New.\n", async () => {
      const { opened, message } = await open("docs/pests.md", 3);
      assert.notEqual(opened, null);
      assert.match(message ?? "", /has changed since the run read it/);
    });
  });

  it("say that the file is gone", async () => {
    const [from, to] = [inWorkspace("docs/pests.md").fsPath, inWorkspace("moved.md").fsPath];
    renameSync(from, to);
    try {
      const { opened, message } = await open("docs/pests.md", 3);
      assert.equal(opened, null);
      assert.match(message ?? "", /is gone/);
    } finally {
      renameSync(to, from);
    }
  });

  it("open nothing that the run's context does not hold", async () => {
    const secret = inWorkspace("secret.env").fsPath;
    writeFileSync(secret, "TOKEN=1\n");
    try {
      for (const path of ["secret.env", "../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", secret]) {
        const { opened, message } = await open(path);
        assert.equal(opened, null, path);
        assert.match(message ?? "", /holds no file/);
      }
      assert.equal(vscode.window.activeTextEditor, undefined);
    } finally {
      rmSync(secret);
    }
  });
});

describe("texts of a run as documents", () => {
  afterEach(restoreWindow);

  it("are read-only and whole, and only those of the run", async () => {
    await setSettings({ provider: "offline" });
    const result = await askBy(Command.askWorkspace, { question: `How many crates?${" ".repeat(3000)}Say it.` });
    await setSettings({ provider: undefined });
    const { saved } = await savedRun(result);
    const prompt = saved.events
      .flatMap((event) => (event.type === "turn.start" ? [event.prompt] : []))
      .find((text) => typeof text !== "string");
    assert(prompt !== undefined, "the run has a large text");
    const uri = (ref: string): vscode.Uri =>
      vscode.Uri.from({
        scheme: TEXT_SCHEME,
        path: "/x/prompt",
        query: new URLSearchParams({ run: result.id, ref }).toString(),
      });
    const document = await vscode.workspace.openTextDocument(uri(prompt.ref));
    assert.equal(document.getText().length, prompt.length);
    await assert.rejects(async () => vscode.workspace.openTextDocument(uri("f".repeat(64))));
  });
});

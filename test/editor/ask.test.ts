import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import * as vscode from "vscode";
import type { RunResult } from "../../src/core/run";
import { Command } from "../../src/editor/ids";
import { askBy, entriesOf, inWorkspace, pathsOf, rlm, startOf } from "./support/rlm";
import {
  answerInputBox,
  panels,
  problemOf,
  recordMessages,
  replace,
  restoreWindow,
  setSettings,
  tabsUntil,
  withUnsaved,
} from "./support/window";

const MOTH = "When was the codling moth found?";

/** Path, hash and first line of each text that a run was asked about. */
async function textsOf(result: RunResult): Promise<readonly unknown[]> {
  return (await entriesOf(result)).map(([path, , , , hash, firstLine]) => [path, hash, firstLine]);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

describe("asking, with the offline model", () => {
  beforeEach(() => setSettings({ provider: "offline" }));
  afterEach(async () => {
    await restoreWindow();
    await setSettings({ provider: undefined, respectIgnoreFiles: undefined });
  });

  it("about the workspace: answers with a reference to the line", async () => {
    const result = await askBy(Command.askWorkspace, { question: MOTH });
    assert.equal(result.status, "answered");
    assert.match(result.answer ?? "", /June 2031/);
    assert.match(result.answer ?? "", /docs\/pests\.md:3\b/);
    assert.equal((await startOf(result)).context.name, "workspace workspace");
    assert.equal((await startOf(result)).models.root.offline, true);
  });

  it("opens the panel beside the editor and leaves the focus there", async () => {
    const editor = await vscode.window.showTextDocument(inWorkspace("README.md"));
    await askBy(Command.askWorkspace, { question: MOTH });
    await tabsUntil(() => panels().length === 1);
    assert.deepEqual(panels(), [`RLM: ${MOTH}`]);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), editor.document.uri.toString());
    assert.equal(vscode.window.tabGroups.all.length, 2);
  });

  it("about selected files: the Explorer's selection, folders too, each file once", async () => {
    const [docs, harvest, csv] = ["docs", "docs/harvest.md", "data/trees.csv"].map(inWorkspace);
    const result = await askBy(Command.askSelectedFiles, docs, [docs, harvest, csv], { question: MOTH });
    assert.deepEqual([...(await pathsOf(result))].sort(), ["data/trees.csv", "docs/harvest.md", "docs/pests.md"]);
    assert.match(result.answer ?? "", /June 2031/);
  });

  it("about this file: the one in front, or the one of the tab's menu", async () => {
    await vscode.window.showTextDocument(inWorkspace("docs/harvest.md"));
    assert.deepEqual(await pathsOf(await askBy(Command.askThisFile, { question: MOTH })), ["docs/harvest.md"]);
    const pests = inWorkspace("docs/pests.md");
    assert.deepEqual(await pathsOf(await askBy(Command.askThisFile, pests, { question: "Which moth?" })), [
      "docs/pests.md",
    ]);
  });

  it("about this file: text that is not saved counts as shown", async () => {
    const text = "In 2030 the harvest was 377 crates.\n";
    await withUnsaved(inWorkspace("docs/harvest.md"), new vscode.Position(2, 0), text, async (document) => {
      assert(document.isDirty);
      const result = await askBy(Command.askThisFile, { question: "What happened in 2030?" });
      assert.deepEqual(await textsOf(result), [["docs/harvest.md", sha256(document.getText()), 1]]);
    });
  });

  it("about a text that was never saved", async () => {
    const content = "The ferry leaves at 06:40.\nThe kiosk opens at 07:15.\n";
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
    const result = await askBy(Command.askThisFile, { question: "When does the ferry leave?" });
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    assert.match(result.answer ?? "", /06:40/);
    assert.match((await pathsOf(result)).join(), /^Untitled-\d+$/);
  });

  it("about the selection, with the editor's line numbers", async () => {
    const editor = await vscode.window.showTextDocument(inWorkspace("docs/harvest.md"));
    editor.selection = new vscode.Selection(4, 0, 4, 60);
    const result = await askBy(Command.askSelection, { question: "Who repaired the cider press?" });
    assert.equal((await startOf(result)).context.name, "selection of docs/harvest.md");
    assert.deepEqual(await textsOf(result), [
      ["docs/harvest.md", sha256(editor.document.getText(editor.selection)), 5],
    ]);
  });

  it("about open editors: all text tabs, each once", async () => {
    await vscode.window.showTextDocument(inWorkspace("README.md"), { preview: false });
    await vscode.window.showTextDocument(inWorkspace("docs/harvest.md"), { preview: false });
    await vscode.window.showTextDocument(inWorkspace("docs/harvest.md"), { viewColumn: vscode.ViewColumn.Two });
    const result = await askBy(Command.askOpenEditors, { question: MOTH });
    assert.deepEqual([...(await pathsOf(result))].sort(), ["README.md", "docs/harvest.md"]);
    assert.equal((await startOf(result)).context.name, "2 open editors");
  });

  it("asks for the question, refuses blanks in the box, and remembers the last one", async () => {
    const boxes: vscode.InputBoxOptions[] = [];
    answerInputBox((options) => {
      boxes.push(options);
      return `  ${MOTH}  `;
    });
    await askBy(Command.askWorkspace);
    await askBy(Command.askWorkspace);
    const [first, second] = boxes;
    assert(first !== undefined && second !== undefined);
    assert.equal(first.title, "Ask RLM about workspace workspace");
    assert.match(await problemOf(first, " \t "), /blank/);
    assert.equal(await problemOf(first, "Why?"), "");
    assert.equal(second.value, MOTH);
  });

  it("starts nothing when the question box is left", async () => {
    answerInputBox(() => undefined);
    assert.equal(await vscode.commands.executeCommand(Command.askWorkspace), undefined);
  });

  it("C4 leaves out what .gitignore, files.exclude and search.exclude leave out, unless told otherwise", async () => {
    const files = [".gitignore", "ignored.txt", "hidden.txt", "unsearched.txt"].map((name) => inWorkspace(name).fsPath);
    for (const file of files) writeFileSync(file, file.endsWith(".gitignore") ? "ignored.txt\n" : "plum\n");
    await setSettings({ exclude: { "**/hidden.txt": true, docs: false } }, "files");
    await setSettings({ exclude: { "**/unsearched.txt": true } }, "search");
    try {
      const left = await pathsOf(await askBy(Command.askWorkspace, { question: "Which fruit?" }));
      assert.deepEqual(
        left.filter((path) => path.endsWith(".txt")),
        [],
      );
      assert(left.includes("docs/harvest.md"));
      await setSettings({ respectIgnoreFiles: false });
      const all = await pathsOf(await askBy(Command.askWorkspace, { question: "Which fruit?" }));
      assert.equal(all.filter((path) => path.endsWith(".txt")).length, 3);
    } finally {
      await setSettings({ exclude: undefined }, "files");
      await setSettings({ exclude: undefined }, "search");
      for (const file of files) rmSync(file);
    }
  });

  it("C3 lists a file of 2 GB and one that can't be read as left out, and reads the others", async () => {
    const [huge, path] = [inWorkspace("huge.log").fsPath, inWorkspace("socket").fsPath];
    writeFileSync(huge, "");
    truncateSync(huge, 2 * 1024 ** 3);
    const socket = createServer().listen(path);
    await once(socket, "listening");
    try {
      const result = await askBy(Command.askWorkspace, { question: MOTH });
      const { skipped } = (await startOf(result)).context;
      const listed = skipped.flatMap(({ reason, examples }) => examples.map((path) => `${reason} ${path}`));
      assert(
        listed.some((line) => line.startsWith("too-large huge.log")) && listed.includes("unreadable socket"),
        listed.join(),
      );
      assert.match(result.answer ?? "", /June 2031/);
      const messages = recordMessages();
      const id: unknown = await vscode.commands.executeCommand(Command.askSelectedFiles, vscode.Uri.file(huge), {
        question: "?",
      });
      assert.equal(id, undefined);
      assert.match(messages[0]?.text ?? "", /huge\.log/);
    } finally {
      rmSync(huge);
      socket.close();
    }
  });

  it("gives other extensions the result, and an error worded for people", async () => {
    const api = await rlm();
    const result = await api.ask({ question: MOTH, files: [inWorkspace("docs")], show: false });
    assert.equal(result.status, "answered");
    assert.deepEqual(panels(), []);
    await assert.rejects(api.ask({ question: "  " }), /blank/);
    await assert.rejects(api.ask({ question: "?", files: [inWorkspace("no such file")] }), /no such file/);
    const stopped = api.ask({ question: MOTH, files: [inWorkspace("docs")], show: false, signal: AbortSignal.abort() });
    await assert.rejects(stopped, vscode.CancellationError);
  });
});

describe("asking what can't be asked", () => {
  afterEach(restoreWindow);

  const said = async (command: string, ...args: readonly unknown[]): Promise<string> => {
    const messages = recordMessages();
    assert.equal(await vscode.commands.executeCommand(command, ...args), undefined);
    assert.equal(messages.length, 1);
    return `${messages[0]?.text ?? ""} [${messages[0]?.buttons.join() ?? ""}]`;
  };

  it("says that a question is blank", async () => {
    assert.match(await said(Command.askWorkspace, { question: " \n " }), /The question is blank/);
  });

  it("says that nothing is selected, no file is open, no editor is open", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    assert.match(await said(Command.askSelection, { question: "?" }), /Select some text in an editor first/);
    assert.match(await said(Command.askThisFile, { question: "?" }), /No file is open/);
    assert.match(await said(Command.askOpenEditors, { question: "?" }), /No editor with text is open/);
    await vscode.window.showTextDocument(inWorkspace("README.md"));
    assert.match(await said(Command.askSelection, { question: "?" }), /Nothing is selected/);
  });

  it("refuses in a workspace that is not trusted, also when the command is called all the same", async () => {
    replace(vscode.workspace, "isTrusted", false);
    assert.match(await said(Command.askWorkspace, { question: "?" }), /Restricted Mode.*\[Manage Workspace Trust\]/);
  });

  for (const [name, value] of [
    ["maxTurns", -1],
    ["timeout", 0],
    ["baseUrl", "localhost:11434"],
    ["provider", "azure"],
  ] as const) {
    it(`L11 refuses rlm.${name} = ${String(value)} before it asks, and opens the settings at it`, async () => {
      await setSettings({ [name]: value });
      try {
        const text = await said(Command.askWorkspace, { question: "?" });
        assert(text.startsWith(`The setting rlm.${name} must be `) && text.endsWith("[Open Settings]"), text);
      } finally {
        await setSettings({ [name]: undefined });
      }
    });
  }
});

import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { Command } from "../../../src/editor/ids";
import { askBy, rlm } from "../support/rlm";
import { recordMessages, restoreWindow, setSettings } from "../support/window";

describe("a window without a folder", () => {
  beforeEach(() => setSettings({ provider: "offline" }));
  afterEach(restoreWindow);

  it("says that there is no workspace to ask about, with a button to open a folder", async () => {
    const messages = recordMessages();
    assert.equal(await vscode.commands.executeCommand(Command.askWorkspace, { question: "?" }), undefined);
    assert.match(messages[0]?.text ?? "", /No folder is open/);
    assert.deepEqual(messages[0]?.buttons, ["Open Folder"]);
  });

  it("asks about what is in an editor all the same, and keeps the run", async () => {
    const content = "The ferry leaves at 06:40.\n";
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
    const result = await askBy(Command.askThisFile, { question: "When does the ferry leave?" });
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    assert.match(result.answer ?? "", /06:40/);
    assert((await (await rlm()).runs()).some((run) => run.id === result.id));
  });
});

import { strict as assert } from "node:assert";
import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { Command } from "../../../src/editor/ids";
import { inWorkspace, rlm } from "../support/rlm";
import { recordMessages, restoreWindow, setSettings } from "../support/window";

describe("an empty workspace", () => {
  beforeEach(() => setSettings({ provider: "offline" }));
  afterEach(restoreWindow);

  it("says that there is nothing to ask about", async () => {
    const messages = recordMessages();
    assert.equal(await vscode.commands.executeCommand(Command.askWorkspace, { question: "?" }), undefined);
    assert.match(messages[0]?.text ?? "", /no files in what was chosen/);
    assert.deepEqual(await (await rlm()).runs(), []);
  });

  it("says why nothing in it can be read", async () => {
    writeFileSync(inWorkspace("picture.png").fsPath, Buffer.from([0x89, 0x50, 0, 0, 0, 1, 2, 3]));
    await assert.rejects((await rlm()).ask({ question: "?" }), /picture\.png.*inary/);
  });
});

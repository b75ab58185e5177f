import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { Command } from "../../../src/editor/ids";
import { openReference } from "../../../src/editor/panel/openReference";
import { savedSource } from "../../../src/editor/runs/runSource";
import { askBy, pathsOf, savedRun } from "../support/rlm";
import { restoreWindow, setSettings } from "../support/window";

describe("a workspace of two folders", () => {
  beforeEach(() => setSettings({ provider: "offline" }));
  afterEach(restoreWindow);

  it("is asked about as a whole, and references lead to the right folder", async () => {
    const result = await askBy(Command.askWorkspace, { question: "Who keeps the gauge at the lower weir?" });
    assert.deepEqual([...(await pathsOf(result))].sort(), ["north/station.md", "south/station.md"]);
    assert.match(result.answer ?? "", /Tomas Reus/);
    const { saved, store } = await savedRun(result);
    const reference = { path: "south/station.md", line: 3, endLine: null };
    const { opened } = await openReference(savedSource(saved, store, false), reference, vscode.ViewColumn.One);
    const south = vscode.workspace.workspaceFolders?.find((folder) => folder.name === "south");
    assert(south !== undefined);
    assert.equal(opened?.toString(), vscode.Uri.joinPath(south.uri, "station.md").toString());
  });
});

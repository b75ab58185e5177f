import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import * as v from "valibot";
import * as vscode from "vscode";

const manifestSchema = v.object({
  contributes: v.object({
    commands: v.array(v.object({ command: v.string() })),
    views: v.record(v.string(), v.array(v.object({ id: v.string() }))),
  }),
});

describe("activation", () => {
  const { commands, views } = v.parse(manifestSchema, JSON.parse(readFileSync("package.json", "utf8"))).contributes;

  it("activates", async () => {
    const extension = vscode.extensions.getExtension("rlm-vscode.rlm");
    assert.ok(extension);
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it("registers the commands of package.json, and no others", async () => {
    const viewIds = Object.values(views).flatMap((list) => list.map((view) => view.id));
    const madeByVscode = (id: string) =>
      viewIds.some((view) => id.startsWith(`${view}.`)) || id.startsWith("workbench.");
    const registered = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith("rlm.") && !madeByVscode(id),
    );
    assert.deepEqual(registered.sort(), commands.map(({ command }) => command).sort());
  });
});

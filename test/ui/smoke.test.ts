import { strict as assert } from "node:assert";
import { openWorkbench } from "../support/vscodeHost/workbench";
import type { Workbench } from "../support/vscodeHost/workbench";
import { pictureFailures } from "../support/vscodeHost/pictureFailures";
import { runCommand } from "../support/vscodeHost/palette";

describe("the packed extension", function () {
  this.timeout(90_000);
  let workbench: Workbench | undefined;

  before(async () => {
    workbench = await openWorkbench({ opened: { kind: "folder", fixture: "examples/lantern" } });
  });

  after(async () => {
    await workbench?.close();
  });

  pictureFailures(() => workbench?.page);

  it("runs a command from the palette", async () => {
    assert.ok(workbench);
    const { page } = workbench;
    await runCommand(page, "RLM: Show Log");
    await page.locator(".part.panel .composite.panel", { has: page.locator(".monaco-editor") }).waitFor();
  });
});

import { strict as assert } from "node:assert";
import { cell } from "../support/scriptedModel";
import { startScriptedServer, type ScriptedServer } from "../support/scriptedServer";
import { runCommand } from "../support/vscodeHost/palette";
import { saveScreenshot } from "../support/vscodeHost/screenshot";
import { openWorkbench, type Workbench } from "../support/vscodeHost/workbench";
import { askByPalette, panelFor, runState, runsRow } from "./support/newcomer";

const QUESTION = "How many lines are there?";
const FIRST_CELL = cell("print(files.length); const seen = 'found so far';");

describe("a run at work, with a server behind rlm.baseUrl", function () {
  this.timeout(120_000);
  let server: ScriptedServer;
  let workbench: Workbench;

  before(async () => {
    server = await startScriptedServer({
      reply: ({ messages }) => (messages.length === 2 ? FIRST_CELL : { text: cell("FINAL('late')"), stallAfter: 0 }),
    });
    workbench = await openWorkbench({
      opened: { kind: "folder", fixture: "examples/lantern" },
      settings: { "rlm.baseUrl": server.baseUrl, "rlm.model": "root", "rlm.subModel": "sub" },
    });
  });

  after(async () => {
    await workbench.close();
    await server.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await saveScreenshot(workbench.page, "live-failed");
  });

  it("is shown live, and its cost is unknown, not nothing", async () => {
    const panel = await askByPalette(workbench.page, "RLM: Ask RLM about Workspace", QUESTION);
    await runState(panel, "Running");
    await panel.getByText("Turn 2", { exact: true }).waitFor();
    await workbench.page.locator(".statusbar-item", { hasText: "RLM turn 2/20" }).waitFor();
    await saveScreenshot(workbench.page, "live-running");
  });

  it("goes on when its panel is closed, and can be shown again", async () => {
    const { page } = workbench;
    await runCommand(page, "View: Close All Editors");
    await page.locator(".statusbar-item", { hasText: "RLM turn 2/20" }).click();
    const panel = await panelFor(page, QUESTION);
    await runState(panel, "Running");
    await panel.getByText("Turn 2", { exact: true }).waitFor();
  });

  it("is stopped by its button, and shows what was found so far", async () => {
    const panel = await panelFor(workbench.page, QUESTION);
    await panel.getByRole("button", { name: "Stop" }).click();
    await runState(panel, "Stopped");
    await panel.getByText("You stopped the run").first().waitFor();
    assert.match(await panel.locator("main").innerText(), /Partial answer/);
  });

  it("is stopped from the status bar", async () => {
    const { page } = workbench;
    const panel = await askByPalette(page, "RLM: Ask RLM about Workspace", "What is stopped?");
    await runState(panel, "Running");
    await page.locator(".statusbar-item", { hasText: "RLM turn" }).hover();
    await page.locator(".monaco-hover a", { hasText: "Stop" }).click();
    await runState(panel, "Stopped");
  });

  it("reads as interrupted when the window was reloaded in the middle, with all finished turns", async () => {
    const { page } = workbench;
    const question = "What is interrupted?";
    const before = server.requests.length;
    await runState(await askByPalette(page, "RLM: Ask RLM about Workspace", question), "Running");
    await server.arrived(before + 2);
    await page.reload();
    await workbench.ready();
    const row = await runsRow(page, question);
    await row.filter({ hasText: /interrupted/i }).waitFor();
    await row.click();
    const panel = await panelFor(page, question);
    await runState(panel, "Interrupted");
    await panel.getByText("Turn 1", { exact: true }).waitFor();
    await saveScreenshot(page, "live-interrupted");
  });
});

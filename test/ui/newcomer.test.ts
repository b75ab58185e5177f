import { strict as assert } from "node:assert";
import type { Frame } from "playwright-core";
import { runCommand } from "../support/vscodeHost/palette";
import { saveScreenshot } from "../support/vscodeHost/screenshot";
import { openWorkbench, type Workbench } from "../support/vscodeHost/workbench";
import { activeTab, askByPalette, panelFor, pickFromMenu, runState, runsRow, typeQuestion } from "./support/newcomer";

const RETRIES = "Where is the retry limit for payments set, and what is it?";
const SHIPPING = "From which amount on is shipping free?";

describe("a newcomer without a key", function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    workbench = await openWorkbench({ opened: { kind: "folder", fixture: "examples/lantern" } });
  });

  after(async () => {
    await workbench.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await saveScreenshot(workbench.page, "newcomer-failed");
  });

  it("asks about the workspace from the palette and gets an answer beside the editor", async () => {
    const { page } = workbench;
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "README.md" }).first().dblclick();
    await activeTab(page).filter({ hasText: "README.md" }).waitFor();
    panel = await askByPalette(page, "RLM: Ask RLM about Workspace", RETRIES);
    await runState(panel, "Answered");
    assert.equal(await page.locator(".part.editor .editor-group-container").count(), 2);
    assert.match(await panel.locator("#answer").innerText(), /4/);
    assert.match(await panel.locator("#answer").innerText(), /src\/payments\/retry\.ts:\d+/);
  });

  it("sees turns, cells, sub-queries, tokens, cost and time", async () => {
    const header = await panel.locator(".status-bar").innerText();
    for (const figure of ["Turns", "Sub-queries", "Tokens", "Cost", "Time"]) assert.match(header, new RegExp(figure));
    assert.ok((await panel.getByText(/^Turn \d+$/).count()) >= 2);
    await panel
      .getByText(/sub-quer(y|ies).*done/i)
      .first()
      .waitFor();
  });

  it("is told plainly that no language model is at work, and how to connect one", async () => {
    await panel.getByText("No language model is at work").waitFor();
    await panel.getByRole("button", { name: /API key/i }).waitFor();
    await saveScreenshot(workbench.page, "newcomer-answered");
  });

  it("follows a reference of the answer to its line", async () => {
    const { page } = workbench;
    const reference = panel
      .locator("#answer")
      .getByText(/src\/payments\/retry\.ts:\d+/)
      .first();
    const line = /:(\d+)/.exec(await reference.innerText())?.[1] ?? "";
    await reference.click();
    await activeTab(page).filter({ hasText: "retry.ts" }).waitFor();
    await page.locator(".statusbar-item", { hasText: `Ln ${line},` }).waitFor();
    await page.locator(".part.editor .view-line", { hasText: "PAYMENT_RETRY_LIMIT" }).first().waitFor();
    await saveScreenshot(page, "newcomer-reference");
  });

  it("asks about files picked in the Explorer", async () => {
    const { page } = workbench;
    await runCommand(page, "View: Show Explorer");
    const rows = page.locator(".explorer-folders-view .monaco-list-row");
    await rows.filter({ hasText: "docs" }).first().click();
    await rows
      .filter({ hasText: "src" })
      .first()
      .click({ modifiers: ["Control"] });
    await rows.filter({ hasText: "src" }).first().click({ button: "right" });
    await pickFromMenu(page, "Ask RLM about Selected Files");
    await typeQuestion(page, SHIPPING);
    const second = await panelFor(page, SHIPPING);
    await runState(second, "Answered");
    await second
      .getByText(/\b9 files\b/)
      .first()
      .waitFor();
    assert.match(await second.locator("#answer").innerText(), /6000/);
  });

  it("finds both runs in the Runs view, with state", async () => {
    const { page } = workbench;
    const row = await runsRow(page, RETRIES);
    assert.match(await row.innerText(), /Answered/i);
    await runsRow(page, SHIPPING);
    await saveScreenshot(page, "newcomer-runs");
  });

  it("finds them again after a restart, and opens one", async () => {
    await workbench.restart();
    await (await runsRow(workbench.page, RETRIES)).click();
    const again = await panelFor(workbench.page, RETRIES);
    await runState(again, "Answered");
    assert.match(await again.locator("#answer").innerText(), /src\/payments\/retry\.ts:\d+/);
  });

  it("deletes one by its key, after being asked", async () => {
    const { page } = workbench;
    const row = await runsRow(page, SHIPPING);
    await row.click();
    await row.press("Delete");
    await page.locator(".monaco-dialog-box .monaco-button", { hasText: "Delete" }).first().click();
    await row.waitFor({ state: "detached" });
    await runsRow(page, RETRIES);
  });
});

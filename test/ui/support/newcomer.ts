import type { Frame, Locator, Page } from "playwright-core";
import { runCommand } from "../../support/vscodeHost/palette";
import { webviewFrame } from "../../support/vscodeHost/webview";

/** Runs a command that asks, types the question, and gives the panel's page that opens for it. */
export async function askByPalette(page: Page, title: string, question: string): Promise<Frame> {
  await runCommand(page, title);
  await typeQuestion(page, question);
  return panelFor(page, question);
}

/** Types a question into the open question box. */
export async function typeQuestion(page: Page, question: string): Promise<void> {
  const input = page.locator(".quick-input-widget input[type=text]").first();
  await page.locator(".quick-input-widget", { hasText: "Ask RLM about" }).waitFor();
  await input.fill(question);
  await page.keyboard.press("Enter");
}

/** The page that shows the run of this question. */
export async function panelFor(page: Page, question: string): Promise<Frame> {
  return webviewFrame(page, `main:has-text(${JSON.stringify(question)})`);
}

/** Waits until the page says how the run stands: `Answered`, `Running`, `Stopped`, … */
export async function runState(panel: Frame, state: string): Promise<void> {
  await panel.locator(".status-bar .status strong", { hasText: state }).waitFor({ timeout: 60_000 });
}

/** Opens the RLM side bar; gives the Runs view's row of a question. */
export async function runsRow(page: Page, question: string): Promise<Locator> {
  const row = page.locator(".sidebar .monaco-list-row", { hasText: question }).first();
  if (!(await row.isVisible())) {
    await page.locator('.activitybar .action-label[aria-label^="RLM"]').first().click();
    await row.waitFor();
  }
  return row;
}

/** Picks an item of the open context menu. By keyboard: a menu takes no click in the moment in which it opens. */
export async function pickFromMenu(page: Page, title: string): Promise<void> {
  const item = page.locator(".monaco-menu .action-item", { hasText: title });
  await item.hover();
  await item.and(page.locator(".focused")).waitFor();
  await page.keyboard.press("Enter");
}

/** The tab of the active editor. */
export function activeTab(page: Page): Locator {
  return page.locator(".part.editor .tab.active");
}

import { errors } from "playwright-core";
import type { Page } from "playwright-core";

/**
 * Runs a command from the command palette by its whole title, as in `RLM: Show Log`. The palette is opened anew until
 * the command is there, because an extension's commands come some seconds after the workbench.
 */
export async function runCommand(page: Page, title: string, limitMs = 30_000): Promise<void> {
  const input = page.locator(".quick-input-widget input[type=text]").first();
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
  const end = Date.now() + limitMs;
  for (;;) {
    await page.keyboard.press("F1");
    await input.waitFor();
    await input.fill(`>${title}`);
    try {
      await row.waitFor({ timeout: 1500 });
      await row.click();
      return;
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || Date.now() > end) throw error;
      await page.keyboard.press("Escape");
    }
  }
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

/** Keeps a picture of the window as `dist/screenshots/<name>.png`; returns that path. */
export async function saveScreenshot(page: Page, name: string): Promise<string> {
  const folder = join("dist", "screenshots");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  return path;
}

import { setTimeout as delay } from "node:timers/promises";
import type { Frame, Page } from "playwright-core";

/** The page of the webview that holds `selector`: the workbench keeps each webview two frames deep. */
export async function webviewFrame(page: Page, selector: string, limitMs = 20_000): Promise<Frame> {
  const end = Date.now() + limitMs;
  for (;;) {
    for (const frame of page.frames()) {
      if (frame.url().includes("/fake.html") && (await holds(frame, selector))) return frame;
    }
    if (Date.now() > end) throw new Error(`No webview holds ${selector}.`);
    await delay(100);
  }
}

async function holds(frame: Frame, selector: string): Promise<boolean> {
  try {
    return (await frame.locator(selector).count()) > 0;
  } catch {
    // The frame went away while it was asked.
    return false;
  }
}

import type { Page } from "playwright-core";
import { saveScreenshot } from "./screenshot";

/** Keeps a picture of the window after each failed test of the suite around it, as `dist/screenshots/failed-….png`. */
export function pictureFailures(page: () => Page | undefined): void {
  afterEach(async function () {
    const shown = page();
    if (this.currentTest?.state !== "failed" || shown === undefined || shown.isClosed()) return;
    await saveScreenshot(shown, `failed-${this.currentTest.fullTitle().replaceAll(/\W+/g, "-").slice(0, 80)}`);
  });
}

import { chromium } from "playwright-core";
import type { Browser, BrowserContext } from "playwright-core";
import { readTools } from "./tools";

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launchBrowser(): Promise<Browser> {
  const { chromium: executablePath } = readTools();
  if (executablePath === null) throw new Error("No Chromium is set up: run `npm run setup` first.");
  return chromium.launch({ executablePath, headless: true, args: ARGS });
}

/** A browser profile of its own, with the clipboard allowed as in a desktop window. */
export async function newProfile(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 1400, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
}

import fs from "node:fs";
import { aptInstall } from "./apt.mjs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const findBrowser = () => [process.env.CHROMIUM, ...PLACES].find((place) => place && fs.existsSync(place));

/**
 * Finds Chromium or Chrome, and installs Chromium where there is none.
 * @returns {Promise<string>} its path
 */
export async function ensureBrowser() {
  if (!findBrowser()) {
    console.log("setup  installing Chromium (apt-get) …");
    await aptInstall(["chromium"], "Install Chromium or Chrome, or name it: CHROMIUM=/path/to/chrome npm test");
  }
  const browser = findBrowser();
  console.log(`setup  browser: ${browser}`);
  return browser;
}

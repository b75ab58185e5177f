import fs from "node:fs";
import { projectNode, toolsFile, workFolder } from "../lib/paths.mjs";
import { ensureBrowser } from "./browser.mjs";
import { ensureVscodeHost } from "./vscodeHost.mjs";

/**
 * Sets up what drives a real VS Code and writes down where it is, for test/support/vscodeHost.
 * @param {{browser: boolean}} options whether Chromium is needed too
 */
export async function ensureTools({ browser }) {
  const chromium = browser ? await ensureBrowser() : null;
  const vscodeHost = await ensureVscodeHost();
  fs.mkdirSync(workFolder, { recursive: true });
  fs.writeFileSync(toolsFile, JSON.stringify({ vscodeHost, node: projectNode, chromium }, null, 2));
}

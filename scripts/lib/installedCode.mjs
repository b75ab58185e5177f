import { execFile } from "node:child_process";
import fs from "node:fs";
import { promisify } from "node:util";
import { at } from "./paths.mjs";
import { run } from "./processes.mjs";

const MAC = "/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code";
const windows = process.platform === "win32";

/** A terminal inside a remote VS Code has a `code` that opens files there, and cannot load an extension's sources. */
const hasDisplay = () =>
  windows ||
  process.platform === "darwin" ||
  ((process.env.DISPLAY || process.env.WAYLAND_DISPLAY) &&
    !process.env.VSCODE_IPC_HOOK_CLI &&
    process.getuid?.() !== 0);

/** Whether the version is at least the one that package.json asks for. */
function recentEnough(version) {
  const { engines } = JSON.parse(fs.readFileSync(at("package.json"), "utf8"));
  const [wantedMajor, wantedMinor] = engines.vscode.slice(1).split(".").map(Number);
  const [major, minor] = version.split(".").map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** The command of an installed VS Code that can show the extension here; null where there is none. */
export async function findCode() {
  if (!hasDisplay()) return null;
  for (const command of ["code", ...(fs.existsSync(MAC) ? [MAC] : [])]) {
    const { status, output } = await run(command, ["--version"], { limitMs: 20_000, shell: windows });
    if (status !== 0) continue;
    const [version] = output.split("\n");
    if (recentEnough(version)) return command;
    console.log(`The installed VS Code is ${version}, older than this extension needs.`);
  }
  return null;
}

/**
 * Opens a folder in a new window, with the extension loaded from the sources' build. The window is the person's own and
 * outlives this script. Rejects when the command fails.
 */
export async function openInCode(command, folder) {
  const args = ["--new-window", `--extensionDevelopmentPath=${at()}`, folder];
  await promisify(execFile)(command, args, { timeout: 30_000, shell: windows });
}

/** Opens an address in the person's browser; false where that is not possible. */
export async function openInBrowser(address) {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  return promisify(execFile)("xdg-open", [address], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

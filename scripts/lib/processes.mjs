import { spawn } from "node:child_process";
import { once } from "node:events";
import { setInterval } from "node:timers";

/** How long a process that was asked to end may take before it is forced. */
const GRACE_MS = 5000;

/** Processes that this script started and that still live; each leads a process group of its own. */
const children = new Set();

/** What is to be done when this script is told to end. */
const endings = new Set();

/** @param {() => Promise<void>} ending runs when the script is interrupted; it has a few seconds */
export function onInterrupt(ending) {
  endings.add(ending);
}

let ending = false;

/** Whether the person has asked for the end. */
export function isEnding() {
  return ending;
}

async function end(status) {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(status), GRACE_MS + 1000).unref();
  await Promise.allSettled([...endings].map((each) => each()).concat([...children].map(stop)));
  process.exit(status);
}

process.on("SIGINT", () => void end(130));
process.on("SIGTERM", () => void end(143));
process.on("SIGHUP", () => void end(129));
process.on("uncaughtException", (error) => {
  console.error(error);
  void end(1);
});
process.on("exit", () => children.forEach((child) => kill(child, "SIGKILL")));

// When npm is killed, the shell between it and this script dies without a word: then nobody waits for the outcome.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || void end(143), 1000).unref();
}

function kill(child, signal) {
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // It is gone already.
  }
}

/** Asks a process and its descendants to end, and forces what has not obeyed in time. */
async function stop(child) {
  const gone = once(child, "exit");
  kill(child, "SIGTERM");
  const force = setTimeout(() => kill(child, "SIGKILL"), GRACE_MS);
  await gone;
  clearTimeout(force);
}

/**
 * Starts a command in a process group of its own, which ends with this script whatever happens.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
function start(command, args, options = {}) {
  const child = spawn(command, args, { detached: process.platform !== "win32", ...options });
  if (child.pid === undefined) return child;
  children.add(child);
  child.once("exit", () => {
    kill(child, "SIGKILL");
    children.delete(child);
  });
  return child;
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [limitMs] ten minutes when absent
 * @property {AbortSignal} [signal] ends the command early
 * @property {boolean} [live] shows its output as it comes; the default keeps it for the caller
 * @property {boolean} [shell]
 */

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<{status: number, output: string}>} status 124 when it was ended, 127 when there is no such command
 */
export function run(command, args, { limitMs = 600_000, signal, live = false, ...options } = {}) {
  return new Promise((resolve) => {
    const stdio = live ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"];
    const child = start(command, args, { ...options, stdio });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => (output += text));
    }
    let cut = false;
    const cutShort = () => {
      cut = true;
      void stop(child);
    };
    const limit = setTimeout(cutShort, limitMs);
    signal?.addEventListener("abort", cutShort, { once: true });
    const settle = (status) => {
      clearTimeout(limit);
      signal?.removeEventListener("abort", cutShort);
      resolve({ status, output });
    };
    child.once("error", (error) => settle(127, (output += error.message)));
    child.once("close", (code) => settle(cut ? 124 : (code ?? 1)));
  });
}

/** The beginning and the end of an output: a command says why it failed in one of them. */
export function excerpt(output, lines = 30) {
  const all = output.trim().split("\n");
  if (all.length <= lines) return all.join("\n");
  return [...all.slice(0, lines / 2), "…", ...all.slice(-lines / 2)].join("\n");
}

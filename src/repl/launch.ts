import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { open, realpath, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

/** A worker that was started, with what keeps it in. */
export interface Launched {
  readonly process: ChildProcess;
  /** Short names of the layers of isolation, for people. */
  readonly isolation: readonly string[];
}

export interface LaunchOptions {
  /** The worker's bundle. */
  readonly workerPath: string;
  readonly nodePath: string;
  readonly packPath: string | null;
  /** Limit of V8's heap. */
  readonly heapMb: number;
}

/** How Node's permission model is switched on: its newer name, its older one, or not at all. */
const PERMISSION_FLAGS = ["--permission", "--experimental-permission", null] as const;

export type PermissionFlag = (typeof PERMISSION_FLAGS)[number];

/** The exit code of a Node that does not know a flag. */
export const BAD_OPTION = 9;

const LAYERS = ["process", "vm-context", "no-code-generation", "frozen-built-ins", "no-modules", "empty-environment"];

/**
 * Starts a worker: `spawn` and never `fork`, which would pass on flags of this process. The corpus is its descriptor 3,
 * read only. Rejects when the process can't be started at all.
 */
export async function launch(options: LaunchOptions, permission: PermissionFlag): Promise<Launched> {
  let pack: FileHandle | null = null;
  try {
    if (options.packPath !== null) pack = await open(options.packPath, "r");
    const worker = await realpath(options.workerPath);
    const child = spawn(options.nodePath, [...flags(worker, options.heapMb, permission), worker, secretName()], {
      env: environment(),
      cwd: dirname(worker),
      stdio: ["pipe", "pipe", "pipe", pack?.fd ?? "ignore"],
      windowsHide: true,
      // A Ctrl+C in the terminal is for this process alone.
      detached: process.platform !== "win32",
    });
    await spawned(child);
    return {
      process: child,
      isolation: [...LAYERS, permission === null ? "reduced isolation: no permission model" : "permission-model"],
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : "unknown error";
    throw new Error(`The REPL's process could not be started: ${why}`, { cause: error });
  } finally {
    // The worker has a copy of its own. Waiting here could miss its first events.
    pack?.close().catch(() => undefined);
  }
}

/** The next flag to try for a Node that did not know the last one; undefined: there is none. */
export function nextPermission(tried: PermissionFlag): PermissionFlag | undefined {
  return PERMISSION_FLAGS[PERMISSION_FLAGS.indexOf(tried) + 1];
}

/** What each Node took, by its path. */
const taken = new Map<string, PermissionFlag>();

/** The flag to try first. */
export function firstPermission(nodePath: string): PermissionFlag {
  return taken.get(nodePath) ?? PERMISSION_FLAGS[0];
}

export function rememberPermission(nodePath: string, flag: PermissionFlag): void {
  taken.set(nodePath, flag);
}

function flags(worker: string, heapMb: number, permission: PermissionFlag): string[] {
  return [
    "--no-warnings",
    "--no-deprecation",
    ...(permission === null ? [] : [permission, `--allow-fs-read=${worker}`]),
    "--disallow-code-generation-from-strings",
    "--disable-proto=delete",
    `--max-old-space-size=${String(heapMb)}`,
    "--stack-size=984",
  ];
}

/** A JavaScript name that code in a cell can't guess: the worker keeps its kernel under it. */
function secretName(): string {
  return `kernel_${randomUUID().replaceAll("-", "")}`;
}

/** In VS Code the executable is Electron, which has to be told to be Node. Windows can't start programs without SystemRoot. */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ELECTRON_RUN_AS_NODE: "1", ELECTRON_NO_ASAR: "1" };
  if (process.platform === "win32") env.SystemRoot = process.env.SystemRoot;
  return env;
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
}

import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemCode } from "./errors";

const PREFIX = "rlm-context-";
const HOUR_MS = 60 * 60 * 1000;

/** Folders that were already looked through for leftovers by this process. */
const swept = new Set<string>();

/** Makes a private folder (mode 0700) that carries this process's id, so that a later process can tell it is left over. */
export async function makeTempFolder(parent = tmpdir()): Promise<string> {
  if (!swept.has(parent)) {
    swept.add(parent);
    await removeLeftovers(parent);
  }
  return mkdtemp(join(parent, `${PREFIX}${String(process.pid)}-`));
}

/**
 * Removes this user's folders whose process has ended. Those of the last hour stay: where a container shares the
 * folder, a process that is not seen from here may be alive.
 */
async function removeLeftovers(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const pid = /^rlm-context-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const path = join(parent, name);
    const stats = await lstat(path).catch(() => null);
    if (stats?.isDirectory() !== true || !isOurs(stats.uid) || Date.now() - stats.mtimeMs < HOUR_MS) continue;
    // Another process may be removing it too, or it is in use: the next start tries again.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isOurs(uid: number): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

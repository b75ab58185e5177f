import { createHash, randomUUID } from "node:crypto";
import { lstat, mkdir, mkdtemp, readFile, realpath, rename, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/**
 * The REPL worker's program as a file that a child process can start from: this program is a single file and carries
 * the worker inside itself. It lies in a folder that only this user can read or write, and is written once per version.
 * Returns its absolute path, symbolic links resolved.
 */
export async function writeWorkerFile(source: string): Promise<string> {
  const hash = createHash("sha256").update(source).digest("hex");
  const path = join(await privateFolder(), `worker-${hash.slice(0, 16)}.cjs`);
  if ((await readFile(path, "utf8").catch(() => null)) === source) return path;
  const unfinished = `${path}.${randomUUID()}`;
  await writeFile(unfinished, source, { mode: 0o600, flag: "wx" });
  await rename(unfinished, path);
  return path;
}

async function privateFolder(): Promise<string> {
  const base = await realpath(tmpdir());
  const { uid } = userInfo();
  const usual = join(base, uid < 0 ? "rlm-worker" : `rlm-worker-${String(uid)}`);
  await mkdir(usual, { mode: 0o700 }).catch(ignoreExisting);
  if (await isPrivate(usual, uid)) return usual;
  // Somebody else made that folder first or can write to it, and could put another program there.
  return mkdtemp(join(base, "rlm-worker-"));
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}

/** On Windows (no user id) the temp folder is the user's own. */
async function isPrivate(folder: string, uid: number): Promise<boolean> {
  const stats = await lstat(folder);
  return stats.isDirectory() && (uid < 0 || (stats.uid === uid && (stats.mode & 0o077) === 0));
}

import { stat } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import picomatch from "picomatch";
import { ContextError, systemCode } from "./errors";

/** What one path of a request turned out to be. Paths are absolute. */
export type Chosen =
  | { readonly kind: "file" | "folder" | "other"; readonly path: string }
  | { readonly kind: "glob"; readonly path: string; readonly glob: string; readonly matches: (path: string) => boolean }
  | { readonly kind: "unreadable"; readonly path: string; readonly code: string };

/**
 * Looks a chosen path up, through symbolic links: the person named it. A path with glob characters that does not exist
 * is a glob below its `path`, and matches with paths relative to that. Throws a `ContextError` when there is nothing.
 */
export async function lookUp(chosen: string): Promise<Chosen> {
  const path = resolve(chosen);
  try {
    const stats = await stat(path);
    return { kind: stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other", path };
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    if (code !== "ENOENT" && code !== "ENOTDIR") return { kind: "unreadable", path, code };
    const glob = await asGlob(chosen);
    if (glob !== null) return glob;
    throw new ContextError("not-found", `There is no file or folder “${chosen}”. Check the path and its spelling.`);
  }
}

/** The folder that a chosen thing lies in: where its display path starts if no root holds it. */
export function folderOf(chosen: Chosen): string {
  return chosen.kind === "folder" || chosen.kind === "glob" ? chosen.path : dirname(chosen.path);
}

async function asGlob(chosen: string): Promise<Chosen | null> {
  const { base, glob, isGlob } = picomatch.scan(chosen.split(sep).join("/"));
  if (!isGlob) return null;
  const path = resolve(base);
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  return isFolder ? { kind: "glob", path, glob: chosen, matches: picomatch(glob, { dot: true }) } : null;
}

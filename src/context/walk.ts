import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join, sep } from "node:path";
import { systemCode } from "./errors";
import type { ExcludeTest } from "./excludes";
import type { GitRules } from "./gitignore";
import type { Pace } from "./pace";
import { IGNORED, NOT_A_FILE, unreadable, type Skip } from "./skips";

/** What a walk meets, in the order of the names. Paths are absolute. */
export interface WalkVisitor {
  /** False ends the walk. */
  file(path: string): boolean;
  /** A symbolic link: to a file, to a folder, or broken. */
  link(path: string): void;
  /** The path of a folder ends with a separator. */
  skip(skip: Skip, path: string): void;
}

export interface WalkRules {
  /** Null: nothing is left out but `.git`. */
  readonly git: GitRules | null;
  readonly excludes: ExcludeTest;
  /** The path as `excludes` wants it. */
  readonly inner: (path: string) => string;
}

/**
 * Visits all files below a folder, hidden ones included, folders in depth. Symbolic links are told, never followed, so
 * that no loop can catch it. False: the visitor ended it.
 */
export async function walk(folder: string, rules: WalkRules, visitor: WalkVisitor, pace: Pace): Promise<boolean> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    visitor.skip(unreadable(systemCode(error)), folder + sep);
    return true;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const siblings = new Set(entries.map((entry) => entry.name));
  const git = rules.git !== null && siblings.has(".gitignore") ? await rules.git.within(folder) : rules.git;
  const here = { ...rules, git };
  for (const entry of entries) {
    await pace.rest();
    if (entry.name === ".git") continue;
    const path = join(folder, entry.name);
    const kind = await kindOf(entry, path);
    if (git?.ignores(path, kind === "folder") === true || rules.excludes(rules.inner(path), siblings)) {
      visitor.skip(IGNORED, kind === "folder" ? path + sep : path);
      continue;
    }
    if (kind === "folder" && !(await walk(path, here, visitor, pace))) return false;
    if (kind === "file" && !visitor.file(path)) return false;
    if (kind === "link") visitor.link(path);
    if (kind === "other") visitor.skip(NOT_A_FILE, path);
  }
  return true;
}

type Kind = "file" | "folder" | "link" | "other";

async function kindOf(entry: Dirent, path: string): Promise<Kind> {
  const known = kind(entry);
  if (known !== "other") return known;
  // Some file systems tell no types in their listings.
  return lstat(path).then(kind, () => "other");
}

function kind(entry: Pick<Dirent, "isFile" | "isDirectory" | "isSymbolicLink">): Kind {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}

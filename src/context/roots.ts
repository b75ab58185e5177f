import { basename, isAbsolute, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Root } from "./request";

/** The folders that the paths of a corpus are relative to, and how files in them are called. */
export class Roots {
  readonly all: readonly Root[];
  private readonly names = new Map<string, number>();

  /**
   * `given` are the folders that a caller knows, `folders` those that hold what was chosen: a chosen folder itself, or
   * the folder of a chosen file.
   */
  constructor(given: readonly Root[], folders: readonly string[]) {
    const known = given.map((root) => ({ ...root, path: resolve(root.path) }));
    const used = known.filter((root) => folders.some((folder) => deepest(known, folder) === root));
    const own: Root[] = [];
    for (const path of [...folders].sort((a, b) => a.length - b.length)) {
      if (deepest([...used, ...own], path) === null) own.push({ label: basename(path) || path, path });
    }
    this.all = withUniqueLabels([...used, ...own]);
  }

  /** The root that holds `path`, the deepest where there are several. */
  of(path: string): Root | null {
    return deepest(this.all, path);
  }

  /**
   * How a person would name a file: relative to its root with `/`, below the root's label where there are several. A
   * name that is not an absolute path stays as it is.
   */
  display(path: string): string {
    const root = isAbsolute(path) ? this.of(path) : null;
    if (root === null) return path;
    const inner = innerPath(root.path, path) + (path.endsWith(sep) ? "/" : "");
    return this.all.length > 1 ? `${root.label}/${inner}` : inner;
  }

  /** A path that no other entry has: the same name a second time becomes `name (2)`. */
  unique(display: string): string {
    const count = (this.names.get(display) ?? 0) + 1;
    this.names.set(display, count);
    return count === 1 ? display : this.unique(`${display} (${String(count)})`);
  }

  manifest(): readonly { readonly label: string; readonly uri: string }[] {
    return this.all.map((root) => ({ label: root.label, uri: root.uri ?? pathToFileURL(root.path).href }));
  }
}

/** Whether `path` is `folder` or lies below it; both absolute. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A path relative to a folder that holds it, with `/`: the form in which paths are shown and tested against globs. */
export function innerPath(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}

function deepest(roots: readonly Root[], path: string): Root | null {
  const holding = roots.filter((root) => isWithin(root.path, path));
  return holding.reduce<Root | null>(
    (best, root) => (best && best.path.length >= root.path.length ? best : root),
    null,
  );
}

function withUniqueLabels(roots: readonly Root[]): readonly Root[] {
  const seen = new Map<string, number>();
  return roots.map((root) => {
    const count = (seen.get(root.label) ?? 0) + 1;
    seen.set(root.label, count);
    return count === 1 ? root : { ...root, label: `${root.label}-${String(count)}` };
  });
}

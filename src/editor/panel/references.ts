import type { ContextManifest, ManifestEntry } from "../../core/events";

/** Where a reference leads: a file inside one of the run's folders, and what the manifest knows of it. */
export interface ResolvedReference {
  readonly path: string;
  /** Null for a text that was no file, such as an editor that was never saved. */
  readonly uri: string | null;
  readonly entry: ManifestEntry;
}

/**
 * Finds the file that a reference of an answer means: a path of the run's own context, or the end of one if it is the
 * only such. Null for anything else: nothing outside the context is ever opened, whatever a model or a saved run says.
 */
export function resolveReference(
  path: string,
  entries: readonly ManifestEntry[],
  roots: ContextManifest["roots"],
): ResolvedReference | null {
  const wanted = path.replaceAll("\\", "/").replace(/^(\.\/)+/, "");
  const entry = findEntry(wanted, entries);
  if (entry === null) return null;
  return { path: entry[0], uri: uriOf(filePath(entry[0], entries), roots), entry };
}

function findEntry(wanted: string, entries: readonly ManifestEntry[]): ManifestEntry | null {
  const exact = entries.find(([path]) => path === wanted);
  if (exact !== undefined) return exact;
  const ending = entries.filter(([path]) => path.endsWith(`/${wanted}`));
  return ending.length === 1 ? (ending[0] ?? null) : null;
}

/** A second text of the same file is listed as `name (2)`. */
function filePath(path: string, entries: readonly ManifestEntry[]): string {
  const plain = path.replace(/ \(\d+\)$/, "");
  return plain !== path && entries.some(([other]) => other === plain) ? plain : path;
}

/** The file's address. Null where the path would leave its folder, or the folder is not on disk. */
function uriOf(path: string, roots: ContextManifest["roots"]): string | null {
  const root = roots.length > 1 ? roots.find(({ label }) => path.startsWith(`${label}/`)) : roots[0];
  if (root === undefined) return null;
  const inner = roots.length > 1 ? path.slice(root.label.length + 1) : path;
  const segments = inner.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === ".." || /[\\\0]/.test(segment)))
    return null;
  if (!isOnDisk(root.uri)) return null;
  return `${root.uri.replace(/\/+$/, "")}/${segments.map(encodeURIComponent).join("/")}`;
}

/** A file address that names a host would open a connection to that host. */
function isOnDisk(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname, pathname } = new URL(uri);
  return protocol === "file:" && hostname === "" && !pathname.startsWith("//");
}

import picomatch from "picomatch";

/** A glob of VS Code; with `when`, it holds only beside a file of that name (`$(basename).ts`). */
export type ExcludeGlob = string | { readonly glob: string; readonly when: string };

/** What VS Code leaves out by default, for callers that have no settings to ask. */
export const DEFAULT_EXCLUDES: readonly ExcludeGlob[] = [
  "**/.svn",
  "**/.hg",
  "**/.DS_Store",
  "**/Thumbs.db",
  "**/node_modules",
  "**/bower_components",
  "**/*.code-search",
];

/** Whether a path (relative to its root, with `/`) is left out; `siblings` are all names in its folder. */
export type ExcludeTest = (path: string, siblings: ReadonlySet<string>) => boolean;

export function excludeTest(globs: readonly ExcludeGlob[]): ExcludeTest {
  const rules = globs.map((rule) =>
    typeof rule === "string"
      ? { matches: compileGlob(rule), when: null }
      : { matches: compileGlob(rule.glob), when: rule.when },
  );
  return (path, siblings) =>
    rules.some(({ matches, when }) => matches(path) && (when === null || siblings.has(siblingOf(path, when))));
}

/**
 * Compiles one of VS Code's globs: `*`, `**`, `?`, `{a,b}`, `[0-9]`, `[!0-9]`, and everything else literal; hidden files
 * match.
 */
function compileGlob(glob: string): (path: string) => boolean {
  const plain = glob.replace(/^\//, "").replace(/\/$/, "").replaceAll("[!", "[^").replace(/[()]/g, "\\$&");
  return picomatch(plain, { dot: true, nonegate: true, noextglob: true });
}

function siblingOf(path: string, when: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return when.replaceAll("$(basename)", dot > 0 ? name.slice(0, dot) : name);
}

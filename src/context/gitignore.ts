import ignore, { type Ignore } from "ignore";
import { readFile, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

/** A larger `.gitignore` was not written by a person. */
const MOST_BYTES = 1024 * 1024;

/** The rules that hold in one folder: those of its own `.gitignore` and of all above it, as git applies them. */
export class GitRules {
  private constructor(
    /** Absolute path of the folder that tested paths are relative to. */
    private readonly base: string,
    private readonly rules: Ignore | null,
  ) {}

  /**
   * The rules that hold for `folder` before its own: those of all folders above it, up to the top of the git work tree,
   * or up to `root` where there is none. A folder that they leave out was chosen all the same, so then there are none.
   */
  static async above(folder: string, root: string): Promise<GitRules> {
    const base = (await workTreeOf(folder)) ?? root;
    let rules = new GitRules(base, null);
    let current = base;
    for (const name of relative(base, folder).split(sep).filter(Boolean)) {
      rules = await rules.within(current);
      current = join(current, name);
      if (rules.ignores(current, true)) return new GitRules(folder, null);
    }
    return rules;
  }

  /** These rules and those of the `.gitignore` of `folder`, a folder below. */
  async within(folder: string): Promise<GitRules> {
    const text = await readRules(join(folder, ".gitignore"));
    if (text === null) return this;
    const prefix = slashed(relative(this.base, folder));
    const rules = ignore({ ignorecase: process.platform !== "linux" });
    if (this.rules !== null) rules.add(this.rules);
    rules.add(text.split(/\r?\n/).flatMap((line) => rebased(line, prefix)));
    return new GitRules(this.base, rules);
  }

  ignores(path: string, isFolder: boolean): boolean {
    if (this.rules === null) return false;
    return this.rules.ignores(slashed(relative(this.base, path)) + (isFolder ? "/" : ""));
  }
}

/**
 * A rule of the `.gitignore` in folder `prefix`, worded for the base folder. One list of rules is what makes a rule
 * further down able to take in again what one further up leaves out.
 */
function rebased(line: string, prefix: string): string[] {
  if (line.trim() === "" || line.startsWith("#")) return [];
  if (prefix === "") return [line];
  const negative = line.startsWith("!");
  const pattern = (negative ? line.slice(1) : line).replace(/^\\([#!])/, "$1");
  const anchored = pattern.replace(/\s+$/, "").slice(0, -1).includes("/");
  const folder = prefix.replace(/[*?[\]\\! #]/g, "\\$&");
  const moved = anchored ? `/${folder}/${pattern.replace(/^\//, "")}` : `/${folder}/**/${pattern}`;
  return [negative ? `!${moved}` : moved];
}

async function workTreeOf(folder: string): Promise<string | null> {
  for (let current = folder; ; current = dirname(current)) {
    if (await exists(join(current, ".git"))) return current;
    if (dirname(current) === current) return null;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function readRules(path: string): Promise<string | null> {
  try {
    const { size } = await stat(path).then((found) => (found.isFile() ? found : { size: Infinity }));
    return size > MOST_BYTES ? null : await readFile(path, "utf8");
  } catch {
    return null;
  }
}

function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

import { realpath, stat } from "node:fs/promises";
import type { Chosen } from "./chosen";
import { ContextError } from "./errors";
import { excludeTest } from "./excludes";
import { GitRules } from "./gitignore";
import type { Pace } from "./pace";
import type { BuildOptions } from "./request";
import { innerPath, isWithin, type Roots } from "./roots";
import {
  LINKED_FOLDER,
  LINK_BROKEN,
  LINK_OUTSIDE,
  LINK_TWICE,
  NOT_A_FILE,
  tooMany,
  unreadable,
  type Skips,
} from "./skips";
import { walk, type WalkRules } from "./walk";

/** How many files over the limit are counted before a walk gives up. */
const COUNTED_OVER = 10_000;

export interface ListContext {
  readonly roots: Roots;
  readonly options: Pick<BuildOptions, "respectIgnore" | "maxFiles">;
  readonly skips: Skips;
  readonly pace: Pace;
  /** Called with the number of files of the list so far. */
  readonly found: (files: number) => void;
  /** Files of the groups before this one: the limit is for all of them. */
  readonly before: number;
}

/** The files of one group, in order, each once. */
export class FileList {
  readonly paths: string[] = [];
  /** Real paths, by which a file is known that several links lead to. */
  private readonly taken = new Set<string>();
  private readonly links: string[] = [];
  private over = 0;

  constructor(private readonly context: ListContext) {}

  async add(chosen: Chosen): Promise<void> {
    switch (chosen.kind) {
      case "file":
        this.take(chosen.path, await realpath(chosen.path).catch(() => chosen.path));
        break;
      case "folder":
        await this.addFolder(chosen.path, () => true);
        break;
      case "glob":
        await this.addMatches(chosen);
        break;
      case "other":
        this.context.skips.add(NOT_A_FILE, this.context.roots.display(chosen.path));
        break;
      case "unreadable":
        this.context.skips.add(unreadable(chosen.code), this.context.roots.display(chosen.path));
    }
  }

  /** Takes what the links on the way lead to, where nothing else has led there. */
  async followLinks(): Promise<void> {
    const { roots, skips, pace } = this.context;
    const folders = await Promise.all(roots.all.map((root) => realpath(root.path).catch(() => root.path)));
    for (const link of this.links) {
      await pace.rest();
      const target = await realpath(link).catch(() => null);
      const stats = target === null ? null : await stat(target).catch(() => null);
      if (target === null || stats === null) skips.add(LINK_BROKEN, roots.display(link));
      else if (stats.isDirectory()) skips.add(LINKED_FOLDER, roots.display(link));
      else if (!stats.isFile()) skips.add(NOT_A_FILE, roots.display(link));
      else if (!folders.some((folder) => isWithin(folder, target))) skips.add(LINK_OUTSIDE, roots.display(link));
      else if (this.taken.has(target)) skips.add(LINK_TWICE, roots.display(link));
      else this.take(link, target);
    }
  }

  private async addMatches({ path: folder, glob, matches }: Extract<Chosen, { kind: "glob" }>): Promise<void> {
    let found = 0;
    await this.addFolder(folder, (path) => {
      const matched = matches(innerPath(folder, path));
      if (matched) found++;
      return matched;
    });
    if (found > 0) return;
    const left = "Files that .gitignore leaves out are not looked at; name them without a glob.";
    throw new ContextError("not-found", `No file matches “${glob}”. ${left}`);
  }

  private async addFolder(folder: string, wanted: (path: string) => boolean): Promise<void> {
    const { roots, skips, pace } = this.context;
    const real = await realpath(folder).catch(() => folder);
    const rules = await this.rulesFor(folder);
    await walk(
      folder,
      rules,
      {
        file: (path) => !wanted(path) || this.take(path, real + path.slice(folder.length)),
        link: (path) => {
          if (wanted(path)) this.links.push(path);
        },
        skip: (skip, path) => skips.add(skip, roots.display(path)),
      },
      pace,
    );
  }

  private async rulesFor(folder: string): Promise<WalkRules> {
    const root = this.context.roots.of(folder);
    const base = root?.path ?? folder;
    if (!this.context.options.respectIgnore) return { git: null, excludes: () => false, inner: (path) => path };
    const excludes = excludeTest(root?.excludes ?? []);
    // A folder that the globs leave out was chosen all the same: then they hold below it.
    const start = excludes(innerPath(base, folder), new Set()) ? folder : base;
    return { git: await GitRules.above(folder, base), excludes, inner: (path) => innerPath(start, path) };
  }

  /** False when there are so many files that looking further is no use. */
  private take(path: string, real: string): boolean {
    if (this.taken.has(real)) return true;
    const { options, skips, roots, found, before } = this.context;
    if (before + this.paths.length >= options.maxFiles) {
      skips.add(tooMany(options.maxFiles), roots.display(path));
      return ++this.over < COUNTED_OVER;
    }
    this.taken.add(real);
    this.paths.push(path);
    found(this.paths.length);
    return true;
  }
}

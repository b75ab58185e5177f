import { readdir, rm } from "node:fs/promises";
import type { RunLog, RunSummary, SavedRun, Store } from "../core/store";
import { FileLog } from "./fileLog";
import { Listing } from "./listing";
import { loadFile } from "./loadFile";
import { idOfLog, logPath, newLogPath, textsFolder } from "./paths";
import { causeOf, RunError, systemCode } from "./runError";
import { readText } from "./textFiles";

/** How many logs are looked into at once. */
const AT_ONCE = 16;

export interface FileStoreOptions {
  /** Where the log of a new run goes instead of the folder: an absolute path. A file that is there is not overwritten. */
  readonly newLogPath?: string;
}

/** Saved runs in one folder: for each, `<id>.rlm.jsonl` and, for its large texts, `<id>.texts`. */
export class FileStore implements Store {
  /** Logs that this process writes, and those that it could not write, whose texts are in memory. */
  private readonly logs = new Map<string, FileLog>();
  private readonly listing = new Listing();

  constructor(
    private readonly folder: string,
    private readonly options: FileStoreOptions = {},
  ) {}

  create(id: string): RunLog {
    const path = this.options.newLogPath ?? newLogPath(this.folder, id);
    const log = new FileLog(id, path, () => {
      if (log.failure === null) this.logs.delete(id);
    });
    this.logs.set(id, log);
    return log;
  }

  async list(): Promise<readonly RunSummary[]> {
    await this.flush();
    const names = await this.names();
    const found: (RunSummary | null)[] = [];
    for (let first = 0; first < names.length; first += AT_ONCE) {
      const some = names.slice(first, first + AT_ONCE);
      found.push(...(await Promise.all(some.map((name) => this.summary(name)))));
    }
    return found.filter((summary) => summary !== null).sort((a, b) => started(b) - started(a));
  }

  async load(id: string): Promise<SavedRun> {
    await this.flush();
    return loadFile(logPath(this.folder, id));
  }

  async text(id: string, ref: string): Promise<string> {
    return this.logs.get(id)?.textOf(ref) ?? readText(logPath(this.folder, id), ref);
  }

  /** Removes a run's log and its texts, nothing else. Throws a `RunError` for a run at work, or where it can't. */
  async remove(id: string): Promise<void> {
    const path = logPath(this.folder, id);
    const summary = await this.summary(id);
    if (summary?.status === "running") throw new RunError("This run is still at work. Stop it first, then delete it.");
    try {
      await rm(path, { force: true });
      await rm(textsFolder(path), { recursive: true, force: true });
      this.logs.delete(id);
    } catch (error) {
      throw new RunError(`This run can't be deleted: ${causeOf(error)} (${path}).`);
    }
  }

  /** The id of the run that is named so, or whose id alone begins so. Throws a `RunError` where there is none. */
  async findRun(idOrPrefix: string): Promise<string> {
    const ids = await this.names();
    if (ids.includes(idOrPrefix)) return idOrPrefix;
    const matches = ids.filter((id) => id.startsWith(idOrPrefix));
    const [only] = matches;
    if (only === undefined) throw new RunError(`There is no saved run “${idOrPrefix}” in ${this.folder}.`);
    if (matches.length === 1) return only;
    throw new RunError(
      `Several saved runs begin with “${idOrPrefix}”: ${matches.slice(0, 5).join(", ")}. Give more of the id.`,
    );
  }

  private async flush(): Promise<void> {
    await Promise.all([...this.logs.values()].map((log) => log.flush()));
  }

  /** The ids of all logs in the folder. */
  private async names(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (systemCode(error) === "ENOENT") return [];
      throw new RunError(`The saved runs in ${this.folder} can't be listed: ${causeOf(error)}.`);
    });
    return names.map(idOfLog).filter((id) => id !== null);
  }

  private summary(id: string): Promise<RunSummary | null> {
    return this.listing.summary(id, logPath(this.folder, id), this.logs.get(id)?.isOpen ?? false);
  }
}

function started(summary: RunSummary): number {
  return Date.parse(summary.startedAt) || 0;
}

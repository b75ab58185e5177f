import { access } from "node:fs/promises";
import { resolve } from "node:path";
import type { RunLog } from "../../core/store";
import { FileStore } from "../../runs/fileStore";
import { UsageError } from "../line/usageError";

/** Keeps the one run of a command line: in the folder of runs, or in a file that was named. */
export class LogStore extends FileStore {
  private log: RunLog | null = null;

  /** Throws `UsageError` when `file` is there already: a saved run is never overwritten. */
  static async open(folder: string, file: string | undefined): Promise<LogStore> {
    if (file === undefined) return new LogStore(folder);
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists)
      throw new UsageError(`--log ${file} is there already, and a log is never overwritten. Name another file.`);
    return new LogStore(folder, { newLogPath: resolve(file) });
  }

  override create(id: string): RunLog {
    return (this.log = super.create(id));
  }

  /** Why the run could not be saved, for people; null while all is well. */
  get failure(): string | null {
    return this.log?.failure ?? null;
  }
}

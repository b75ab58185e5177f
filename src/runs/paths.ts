import { basename, join } from "node:path";
import { RunError } from "./runError";

const EXTENSION = ".rlm.jsonl";

/** The log of run `id` in a folder of runs. Throws a `RunError` for an id that could lead elsewhere. */
export function logPath(folder: string, id: string): string {
  if (!isRunId(id)) throw new RunError(`“${id}” is not the id of a run. The list of runs shows the ids.`);
  return join(folder, id + EXTENSION);
}

/** Where the log of a new run goes: in the folder, whatever its id is. */
export function newLogPath(folder: string, id: string): string {
  return join(folder, basename(id) + EXTENSION);
}

/** A run's id by its log's name; null for a file that is not a log by its name. */
export function idOfLog(path: string): string | null {
  const name = basename(path);
  const id = name.slice(0, -EXTENSION.length);
  return name.endsWith(EXTENSION) && isRunId(id) ? id : null;
}

/** Where the large texts of a log lie, one file each, named by their hash. */
export function textsFolder(log: string): string {
  return `${log.replace(/(\.rlm)?\.jsonl$/, "")}.texts`;
}

function isRunId(id: string): boolean {
  return /^[\w.-]{1,200}$/.test(id) && !id.startsWith(".");
}

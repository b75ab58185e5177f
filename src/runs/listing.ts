import { open, type FileHandle } from "node:fs/promises";
import type { RunSummary } from "../core/store";
import { loadFile } from "./loadFile";
import { readLast, readStart } from "./logEnds";
import { causeOf, systemCode } from "./runError";
import { endedSummary, openSummary, unreadableSummary } from "./summary";
import { mayBeWriting } from "./writer";

interface Known {
  readonly size: number;
  readonly modified: number;
  readonly summary: RunSummary;
}

/** Makes the lines of the list of runs; a log that has not changed since is not read again. */
export class Listing {
  private readonly known = new Map<string, Known>();

  /** Null for a file that is gone. `isOpenHere`: this process is writing it. */
  async summary(id: string, path: string, isOpenHere: boolean): Promise<RunSummary | null> {
    let handle: FileHandle | null = null;
    try {
      handle = await open(path, "r");
      const { size, mtimeMs: modified } = await handle.stat();
      const known = this.known.get(path);
      if (known?.size === size && known.modified === modified && known.summary.status !== "running")
        return known.summary;
      const summary = await summarise(handle, size, new Date(modified), { id, path }, isOpenHere);
      this.known.set(path, { size, modified, summary });
      return summary;
    } catch (error) {
      if (systemCode(error) === "ENOENT") return null;
      return unreadableSummary({ id, path }, `this file can't be read: ${causeOf(error)}`, new Date(0));
    } finally {
      await handle?.close();
    }
  }
}

async function summarise(
  handle: FileHandle,
  size: number,
  modified: Date,
  identity: { readonly id: string; readonly path: string },
  isOpenHere: boolean,
): Promise<RunSummary> {
  const start = await readStart(handle);
  if (start === null) return unreadableSummary(identity, "not the log of a run, or its beginning is lost", modified);
  const last = await readLast(handle, size);
  if (last?.type === "run.end" && last.run === start.run) return endedSummary(identity, start, last);
  const { events } = await loadFile(identity.path);
  const end = events.find((event) => event.type === "run.end" && event.run === start.run);
  if (end?.type === "run.end") return endedSummary(identity, start, end);
  return openSummary(identity, start, events, mayBeWriting(start, modified, isOpenHere) ? "running" : "interrupted");
}

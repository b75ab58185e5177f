import { uptime } from "node:os";
import type { RunStart } from "../core/events";
import { systemCode } from "./runError";

/** How long after its time limit a run may still be ending. */
const MARGIN_MS = 5 * 60_000;

/**
 * Whether the process that wrote this start of a run may still be writing; the log has no end yet, and was last changed
 * at `modified`.
 */
export function mayBeWriting(start: RunStart, modified: Date, isOpenHere: boolean): boolean {
  const { pid } = start.app;
  if (pid === 0) return false;
  if (pid === process.pid) return isOpenHere;
  // In a container the machine's last start and all process ids of before may be those of another machine.
  if (Date.now() - modified.getTime() > start.limits.timeoutMs + MARGIN_MS) return false;
  // A process id from before the machine's last start belongs to somebody else by now.
  const bootedAt = Date.now() - uptime() * 1000;
  return Date.parse(start.startedAt) > bootedAt && isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

import { uptime } from "node:os";
import type { RunStart } from "../core/events";
import { systemCode } from "./runError";

/** Whether the process that wrote this start of a run may still be writing; the log has no end yet. */
export function mayBeWriting(start: RunStart, isOpenHere: boolean): boolean {
  const { pid } = start.app;
  if (pid === 0) return false;
  if (pid === process.pid) return isOpenHere;
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

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";

/** Memory that a process holds, in MB; null where this system does not tell. */
export async function residentMb(pid: number): Promise<number | null> {
  try {
    if (process.platform === "linux") return fromStatus(await readFile(`/proc/${String(pid)}/status`, "utf8"));
    if (process.platform === "darwin") return await fromPs(pid);
    return null;
  } catch {
    return null;
  }
}

function fromStatus(status: string): number | null {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

function fromPs(pid: number): Promise<number | null> {
  return new Promise((resolve) => {
    execFile("/bin/ps", ["-o", "rss=", "-p", String(pid)], { timeout: 2000 }, (error, output) => {
      const kilobytes = Number(output.trim());
      resolve(error !== null || !(kilobytes > 0) ? null : kilobytes / 1024);
    });
  });
}

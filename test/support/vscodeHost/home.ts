import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const homes = new Set<string>();

/** Makes a temporary folder for one host's data; it goes at the latest when this process ends. */
export function makeHome(): string {
  if (homes.size === 0) process.once("exit", () => homes.forEach(removeHome));
  const home = mkdtempSync(join(tmpdir(), "rlm-host-"));
  homes.add(home);
  return home;
}

/** Removes a folder of `makeHome`, after its host was stopped. */
export function removeHome(home: string): void {
  homes.delete(home);
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

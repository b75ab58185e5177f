import { Buffer } from "node:buffer";
import { writeSync } from "node:fs";

const STDOUT = 1;

/** Writes frames to the host, whole and at once: nothing of this process's streams is left to be torn. */
export function writeFrames(text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(STDOUT, bytes, done);
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
}

/** Pipes that do not block say so when they are full. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAGAIN";
}

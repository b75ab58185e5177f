import type { FileHandle } from "node:fs/promises";
import type { RunEvent, RunStart } from "../core/events";
import { parseLine } from "./parseLine";

const HEAD_BYTES = 64 * 1024;
const MOST_HEAD_BYTES = 1024 * 1024;
const TAIL_BYTES = 64 * 1024;
const LF = 10;

/** The first event of a log; null where the file does not begin with the start of a run. */
export async function readStart(handle: FileHandle): Promise<RunStart | null> {
  for (let bytes = HEAD_BYTES; bytes <= MOST_HEAD_BYTES; bytes *= 4) {
    const head = await readAt(handle, 0, bytes);
    const end = head.indexOf(LF);
    if (end < 0 && head.length === bytes) continue;
    const event = eventOf(end < 0 ? head : head.subarray(0, end));
    return event?.type === "run.start" ? event : null;
  }
  return null;
}

/** The last event of a log of `size` bytes; null where its last line is torn, or is none that could be an end. */
export async function readLast(handle: FileHandle, size: number): Promise<RunEvent | null> {
  const tail = await readAt(handle, Math.max(0, size - TAIL_BYTES), TAIL_BYTES);
  if (tail.at(-1) !== LF) return null;
  const before = tail.lastIndexOf(LF, tail.length - 2);
  return before < 0 && size > TAIL_BYTES ? null : eventOf(tail.subarray(before + 1, tail.length - 1));
}

function eventOf(line: Buffer): RunEvent | null {
  const parsed = parseLine(line.toString("utf8"));
  return "event" in parsed ? parsed.event : null;
}

async function readAt(handle: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(bytes), 0, bytes, position);
  return buffer.subarray(0, bytesRead);
}

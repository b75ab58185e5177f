import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { systemCode } from "./errors";
import type { Pace } from "./pace";
import { NOT_A_FILE, unreadable, type Skip } from "./skips";

/** A file of at most this many bytes is read whole when it is opened; of a larger one, as much. */
const HEAD_BYTES = 1024 * 1024;
const STEP_BYTES = 16 * 1024 * 1024;
const AHEAD = 16;

/** A file whose beginning has been read. Whoever gets it closes the handle. */
export interface FileStart {
  /** Null where there is no more to read than the head. */
  readonly handle: FileHandle | null;
  /** Bytes on disk. */
  readonly size: number;
  readonly head: Buffer;
}

/**
 * Opens files in order, a few ahead of the one that is at work: small files cost waiting, not computing. `wanted` tells
 * by the size whether the head is worth reading.
 */
export async function* openAhead(
  paths: readonly string[],
  wanted: (size: number) => boolean,
): AsyncGenerator<FileStart | Skip, void, void> {
  const opening: Promise<FileStart | Skip>[] = [];
  let next = 0;
  try {
    for (;;) {
      const coming = paths.slice(next, next + AHEAD - opening.length);
      next += coming.length;
      opening.push(...coming.map((path) => openFile(path, wanted)));
      const first = opening.shift();
      if (first === undefined) return;
      yield await first;
    }
  } finally {
    for (const start of await Promise.all(opening)) if ("handle" in start) await start.handle?.close();
  }
}

/** All bytes of a file; fewer than its size where it has shrunk meanwhile. */
export async function readWhole(start: FileStart, pace: Pace): Promise<Buffer | Skip> {
  const { handle } = start;
  if (handle === null) return start.head;
  const all = Buffer.allocUnsafeSlow(start.size);
  let position = start.head.copy(all);
  while (position < all.length) {
    await pace.rest();
    const step = await fill(handle, all.subarray(position, position + STEP_BYTES), position).catch(skipOf);
    if (!Buffer.isBuffer(step)) return step;
    if (step.length === 0) break;
    position += step.length;
  }
  return all.subarray(0, position);
}

async function openFile(path: string, wanted: (size: number) => boolean): Promise<FileStart | Skip> {
  // Without the second flag, a pipe that came in the place of a file would block for ever.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(skipOf);
  if ("reason" in handle) return handle;
  const start = await readHead(handle, wanted).catch(skipOf);
  if (!("handle" in start) || start.handle === null) await handle.close();
  return start;
}

async function readHead(handle: FileHandle, wanted: (size: number) => boolean): Promise<FileStart | Skip> {
  const stats = await handle.stat();
  if (!stats.isFile()) return NOT_A_FILE;
  const { size } = stats;
  if (!wanted(size)) return { handle: null, size, head: Buffer.alloc(0) };
  const head = await fill(handle, Buffer.allocUnsafe(Math.min(size, HEAD_BYTES)), 0);
  return { handle: size > HEAD_BYTES ? handle : null, size, head };
}

async function fill(handle: FileHandle, buffer: Buffer, position: number): Promise<Buffer> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

function skipOf(error: unknown): Skip {
  return unreadable(systemCode(error));
}

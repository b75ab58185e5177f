import type { FileHandle } from "node:fs/promises";

const CHUNK_BYTES = 1024 * 1024;
const LF = 10;

export interface Line {
  /** Counting from 1. */
  readonly number: number;
  /** Without its line feed; null for a line that is longer than the limit. */
  readonly text: string | null;
  /** False for a last line without a line feed. */
  readonly whole: boolean;
}

/** The lines of a file, chunk by chunk, none longer than `mostBytes`. */
export async function* readLines(handle: FileHandle, mostBytes: number): AsyncGenerator<readonly Line[], void, void> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  let number = 1;
  const take = (piece: Buffer): void => {
    bytes += piece.length;
    if (bytes <= mostBytes) pieces.push(piece);
  };
  const end = (whole: boolean): Line => {
    const text = bytes > mostBytes ? null : Buffer.concat(pieces).toString("utf8");
    pieces = [];
    bytes = 0;
    return { number: number++, text, whole };
  };
  for (let position = 0; ;) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const chunk = buffer.subarray(0, bytesRead);
    const lines: Line[] = [];
    let start = 0;
    for (let feed = chunk.indexOf(LF); feed >= 0; feed = chunk.indexOf(LF, start)) {
      take(chunk.subarray(start, feed));
      lines.push(end(true));
      start = feed + 1;
    }
    take(chunk.subarray(start));
    yield lines;
  }
  if (bytes > 0) yield [end(false)];
}

import { isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import type { Pace } from "./pace";

const SLICE_BYTES = 4 * 1024 * 1024;
const LF = 10;
const CR = 13;

export interface Measures {
  readonly ascii: boolean;
  /** UTF-16 code units. */
  readonly characters: number;
  /** As the editor counts: line breaks (`\r\n`, `\n`, `\r`) + 1. */
  readonly lines: number;
  /** SHA-256 in lower-case hex. */
  readonly hash: string;
}

/** Counts a text that is valid UTF-8, in slices, without making a string of it. */
export async function measure(text: Buffer, pace: Pace): Promise<Measures> {
  const hash = createHash("sha256");
  let ascii = true;
  let characters = 0;
  let breaks = 0;
  for (let start = 0; start < text.length; start += SLICE_BYTES) {
    const slice = text.subarray(start, start + SLICE_BYTES);
    hash.update(slice);
    const plain = isAscii(slice);
    ascii &&= plain;
    characters += plain ? slice.length : countCharacters(slice);
    breaks += slice.includes(CR) ? countBreaks(slice, text[start - 1] === CR) : countLineFeeds(slice);
    await pace.rest();
  }
  return { ascii, characters, lines: breaks + 1, hash: hash.digest("hex") };
}

/** Every byte but a continuation byte begins a code point; those of four bytes are surrogate pairs. */
function countCharacters(utf8: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < utf8.length; i++) {
    const byte = utf8[i] ?? 0;
    if ((byte & 0xc0) !== 0x80) count++;
    if (byte >= 0xf0) count++;
  }
  return count;
}

function countBreaks(utf8: Uint8Array, afterCr: boolean): number {
  let count = 0;
  let previousCr = afterCr;
  for (let i = 0; i < utf8.length; i++) {
    const byte = utf8[i] ?? 0;
    if (byte === CR || (byte === LF && !previousCr)) count++;
    previousCr = byte === CR;
  }
  return count;
}

/** Four bytes at a time: a long log is all line feeds, and a call or a branch for each takes several times as long. */
function countLineFeeds(bytes: Uint8Array): number {
  const aligned = Math.min(bytes.length, (4 - (bytes.byteOffset % 4)) % 4);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + aligned, (bytes.length - aligned) >> 2);
  let count = 0;
  for (let i = 0; i < words.length; i++) {
    const rest = (words[i] ?? 0) ^ 0x0a0a0a0a;
    // The top bit of each byte of `hits` is set where the byte of `rest` is zero.
    const hits = ~(((rest & 0x7f7f7f7f) + 0x7f7f7f7f) | rest | 0x7f7f7f7f);
    if (hits !== 0) count += Math.imul((hits >>> 7) & 0x01010101, 0x01010101) >>> 24;
  }
  for (let i = 0; i < aligned; i++) if (bytes[i] === LF) count++;
  for (let i = aligned + words.length * 4; i < bytes.length; i++) if (bytes[i] === LF) count++;
  return count;
}

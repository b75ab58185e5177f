import { append, isArray, isSafeInteger, lastIndexOf, slice } from "./intrinsics";
import { splitAt } from "./text";

/**
 * Cuts a text into pieces of at most `size` characters, at a line end where the second half of a piece has one, never
 * within a surrogate pair. Each piece but the first begins with up to `overlap` characters of the one before. Joined
 * without overlap the pieces are the text. An array is cut into arrays of `size` items.
 */
export function chunk(text: unknown, size: unknown, overlap: unknown): unknown[] {
  const length = size === undefined ? 10_000 : size;
  const shared = overlap === undefined ? 0 : overlap;
  if (!isCount(length) || length < 1)
    throw new RangeError("chunk(text, size, overlap): size must be a whole number from 1 on");
  if (!isCount(shared) || shared < 0 || shared >= length) {
    throw new RangeError("chunk(text, size, overlap): overlap must be a whole number from 0 to size - 1");
  }
  if (isArray(text)) return groups(text, length, shared);
  if (typeof text !== "string") {
    throw new TypeError("chunk(text, size, overlap): text must be a string (a file's is its .text) or an array");
  }
  return pieces(text, length, shared);
}

function isCount(value: unknown): value is number {
  return isSafeInteger(value);
}

function groups(items: readonly unknown[], size: number, overlap: number): unknown[] {
  const all: unknown[] = [];
  for (let start = 0; start < items.length; start += size - overlap) {
    const group: unknown[] = [];
    for (let i = start; i < items.length && i < start + size; i++) append(group, items[i]);
    append(all, group);
    if (start + size >= items.length) break;
  }
  return all;
}

function pieces(text: string, size: number, overlap: number): string[] {
  const all: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = pieceEnd(text, start, size);
    append(all, slice(text, start, end));
    if (end >= text.length) break;
    const next = splitAt(text, end - overlap);
    start = next > start ? next : end;
  }
  return all;
}

function pieceEnd(text: string, start: number, size: number): number {
  const most = start + size;
  if (most >= text.length) return text.length;
  const feed = lastIndexOf(text, "\n", most - 1);
  if (feed >= start + size / 2) return feed + 1;
  const end = splitAt(text, most);
  return end > start ? end : most + 1;
}

import { Buffer } from "node:buffer";
import { readSync } from "node:fs";

/** Where a text lies in the packed file. */
export interface Extent {
  readonly offset: number;
  readonly bytes: number;
  readonly ascii: boolean;
}

const BLOCK_BYTES = 8 * 1024 * 1024;
/** The longest line that is searched in one piece. */
const MAX_BLOCK_BYTES = 256 * 1024 * 1024;
const LF = 10;

/** Reads texts of the corpus through the one descriptor that this process has; keeps the last ones at hand. */
export class CorpusReader {
  private readonly extents: Extent[] = [];
  private readonly cache = new Map<number, string>();
  private cachedBytes = 0;
  private cacheBytes = 0;
  private buffer = Buffer.alloc(0);
  private next = { entry: 0, offset: 0 };

  constructor(private readonly descriptor: number) {}

  add(extent: Extent): void {
    this.extents.push(extent);
  }

  set mostCachedBytes(bytes: number) {
    this.cacheBytes = bytes;
  }

  get nextEntry(): number {
    return this.next.entry;
  }

  get nextOffset(): number {
    return this.next.offset;
  }

  /** The whole text of an entry. Throws where it is longer than a string can be. */
  text(entry: number): string {
    const known = this.cache.get(entry);
    const extent = this.extent(entry);
    if (known !== undefined) {
      this.cache.delete(entry);
      this.cache.set(entry, known);
      return known;
    }
    const buffer = Buffer.allocUnsafeSlow(extent.bytes);
    const text = decode(buffer, this.read(buffer, extent.offset, extent.bytes), extent.ascii);
    this.keep(entry, text, extent.bytes);
    return text;
  }

  /**
   * A large piece of the entries before `end`, from a place on: whole entries with a line feed between two, or whole lines of one
   * long entry. `nextEntry` and `nextOffset` then say where the following one begins.
   */
  block(entry: number, offset: number, end: number): string {
    const first = this.extent(entry);
    const rest = first.bytes - offset;
    if (rest > BLOCK_BYTES) return this.lines(entry, offset, rest);
    let stop = first.offset + first.bytes;
    let { ascii } = first;
    let last = entry + 1;
    for (; offset === 0 && last < Math.min(end, this.extents.length); last++) {
      const { offset: start, bytes, ascii: plain } = this.extent(last);
      if (start !== stop + 1 || start + bytes - first.offset > BLOCK_BYTES) break;
      stop = start + bytes;
      ascii &&= plain;
    }
    this.next = { entry: last, offset: 0 };
    const start = first.offset + offset;
    const buffer = this.room(stop - start);
    return decode(buffer, this.read(buffer, start, stop - start), ascii);
  }

  private lines(entry: number, offset: number, rest: number): string {
    const { offset: base, ascii } = this.extent(entry);
    for (let size = BLOCK_BYTES; ; size *= 2) {
      const length = Math.min(size, rest);
      const got = this.read(this.room(length), base + offset, length);
      const end = length === rest ? got : this.buffer.lastIndexOf(LF, got - 1) + 1;
      if (end === 0 && size < MAX_BLOCK_BYTES) continue;
      const cut = end === 0 ? wholeCharacters(this.buffer, got) : end;
      this.next = cut === rest ? { entry: entry + 1, offset: 0 } : { entry, offset: offset + cut };
      return decode(this.buffer, cut, ascii);
    }
  }

  private extent(entry: number): Extent {
    const extent = this.extents[entry];
    if (extent === undefined) throw new RangeError("no such entry");
    return extent;
  }

  private room(bytes: number): Buffer {
    if (this.buffer.length < bytes) this.buffer = Buffer.allocUnsafeSlow(bytes);
    return this.buffer;
  }

  private read(buffer: Buffer, position: number, bytes: number): number {
    let done = 0;
    while (done < bytes) {
      const got = readSync(this.descriptor, buffer, done, Math.min(bytes - done, 1 << 30), position + done);
      if (got === 0) break;
      done += got;
    }
    return done;
  }

  private keep(entry: number, text: string, bytes: number): void {
    if (bytes > this.cacheBytes) return;
    this.cache.set(entry, text);
    this.cachedBytes += bytes;
    for (const oldest of this.cache.keys()) {
      if (this.cachedBytes <= this.cacheBytes) break;
      this.cache.delete(oldest);
      this.cachedBytes -= this.extent(oldest).bytes;
    }
  }
}

/** Latin-1 is several times faster, and one byte a character. */
function decode(buffer: Buffer, bytes: number, ascii: boolean): string {
  return buffer.toString(ascii ? "latin1" : "utf8", 0, bytes);
}

/** Without the bytes of a character that is cut off at the end. */
function wholeCharacters(buffer: Buffer, bytes: number): number {
  let end = bytes;
  while (end > 0 && ((buffer[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}

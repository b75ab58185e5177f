import { decode, detectEncoding } from "./decode";
import { languageOf } from "./languages";
import type { PackedEntry } from "./manifest";
import { measure } from "./measure";
import { openAhead, readWhole, type FileStart } from "./openFile";
import type { Pace } from "./pace";
import type { PackFile } from "./packFile";
import type { ProgressMeter } from "./progress";
import type { BuildOptions, TextAtHand } from "./request";
import type { Roots } from "./roots";
import { BINARY, size as sizeText, tooLarge, tooMuch, undecodable, type Skip, type Skips } from "./skips";

export interface ReaderParts {
  readonly pack: PackFile;
  readonly roots: Roots;
  readonly skips: Skips;
  readonly options: BuildOptions;
  readonly pace: Pace;
  readonly progress: ProgressMeter;
  /** Files and texts to read in all. */
  readonly total: number;
}

/** Reads one file after the other into the packed file, and keeps the books. */
export class Reader {
  readonly packed: PackedEntry[] = [];
  private bytes = 0;

  constructor(private readonly parts: ReaderParts) {}

  /** Returns the text of the last file that was packed; null where none was. */
  async addFiles(paths: readonly string[]): Promise<Buffer | null> {
    let last: Buffer | null = null;
    let next = 0;
    for await (const start of openAhead(paths, (size) => this.overLimit(size) === null)) {
      const path = paths[next++] ?? "";
      const loaded = await this.load(path, start);
      if ("reason" in loaded) this.skip(loaded, path, "size" in start ? start.size : 0);
      else last = await this.pack(path, loaded.text, loaded.size, 1);
      await this.parts.pace.rest();
    }
    return last;
  }

  /** Returns the text as it was packed; null where it was not. */
  async addText({ path, text, firstLine }: TextAtHand): Promise<Buffer | null> {
    const bytes = Buffer.from(text);
    const over = this.overLimit(bytes.length);
    if (over === null) return this.pack(path, bytes, bytes.length, firstLine ?? 1);
    this.skip(over, path, bytes.length);
    return null;
  }

  private async load(path: string, start: FileStart | Skip): Promise<{ text: Buffer; size: number } | Skip> {
    const { options, pace } = this.parts;
    try {
      const unsaved = options.unsaved.get(path);
      if (unsaved !== undefined) {
        const text = Buffer.from(unsaved);
        return this.overLimit(text.length) ?? { text, size: text.length };
      }
      if ("reason" in start) return start;
      const over = this.overLimit(start.size);
      if (over !== null) return over;
      if (detectEncoding(start.head) === "binary") return BINARY;
      const bytes = await readWhole(start, pace);
      if ("reason" in bytes) return bytes;
      const decoded = decode(bytes, options);
      return decoded.ok ? { text: decoded.text, size: bytes.length } : undecodable(decoded.encoding);
    } finally {
      if ("handle" in start) await start.handle?.close();
    }
  }

  private async pack(path: string, text: Buffer, size: number, firstLine: number): Promise<Buffer> {
    const { pack, roots, pace } = this.parts;
    const { ascii, characters, lines, hash } = await measure(text, pace);
    const entry = {
      path: roots.unique(roots.display(path)),
      offset: await pack.add(text),
      bytes: text.length,
      encoding: ascii ? ("ascii" as const) : ("utf8" as const),
      characters,
      lines,
      language: languageOf(path),
      firstLine,
    };
    this.packed.push({ entry, size, hash });
    this.bytes += size;
    this.parts.progress.tell({
      stage: "reading",
      files: this.packed.length,
      total: this.parts.total,
      bytes: this.bytes,
    });
    return text;
  }

  private overLimit(size: number): Skip | null {
    const { maxFileBytes, maxTotalBytes } = this.parts.options;
    if (size > maxFileBytes) return tooLarge(maxFileBytes);
    return this.bytes + size > maxTotalBytes ? tooMuch(maxTotalBytes) : null;
  }

  private skip(skip: Skip, path: string, size: number): void {
    const name = this.parts.roots.display(path);
    this.parts.skips.add(skip, skip.reason === "too-large" ? `${name} (${sizeText(size)})` : name);
  }
}

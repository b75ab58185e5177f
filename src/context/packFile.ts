import { open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { ContextError, systemCode } from "./errors";
import { size } from "./skips";
import { makeTempFolder } from "./tempFolder";

const BLOCK_BYTES = 4 * 1024 * 1024;
const SEPARATOR = Buffer.from("\n");

/** The packed file of a corpus while it is made: one text after the other, a line feed between two. */
export class PackFile {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private length = 0;
  private texts = 0;

  private constructor(
    private readonly folder: string,
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(tempDir?: string): Promise<PackFile> {
    try {
      const folder = await makeTempFolder(tempDir);
      const path = join(folder, "context.txt");
      return new PackFile(folder, path, await open(path, "wx+", 0o600));
    } catch (error) {
      throw writeError(error, tempDir ?? "the folder for temporary files", 0);
    }
  }

  /** Adds a text in UTF-8; returns its offset in bytes. The buffer must not change afterwards. */
  async add(text: Buffer): Promise<number> {
    if (this.texts++ > 0) this.wait(SEPARATOR);
    const offset = this.length;
    this.wait(text);
    if (this.waitingBytes >= BLOCK_BYTES) await this.flush();
    return offset;
  }

  /** `count` pieces of `bytes` bytes, evenly spaced; the whole text in such pieces where there is not more of it. */
  async samples(count: number, bytes: number): Promise<readonly Buffer[]> {
    await this.flush();
    const pieces = Math.min(count, Math.ceil(this.length / bytes));
    const stride = Math.max(bytes, Math.floor(this.length / Math.max(1, pieces)));
    const samples: Buffer[] = [];
    for (let i = 0; i < pieces; i++) {
      const buffer = Buffer.allocUnsafe(bytes);
      const { bytesRead } = await this.handle.read(buffer, 0, bytes, i * stride);
      samples.push(buffer.subarray(0, bytesRead));
    }
    return samples;
  }

  get bytes(): number {
    return this.length;
  }

  /** No more texts: what waits is written. */
  async close(): Promise<void> {
    await this.flush();
    await this.handle.close();
  }

  /** Removes the file. Safe to call twice, and on one that was never closed. */
  async remove(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true });
  }

  private wait(bytes: Buffer): void {
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    this.length += bytes.length;
  }

  private async flush(): Promise<void> {
    const [only] = this.waiting;
    if (only === undefined) return;
    const block = this.waiting.length === 1 ? only : Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    try {
      for (let done = 0; done < block.length;) {
        done += (await this.handle.write(block, done, block.length - done)).bytesWritten;
      }
    } catch (error) {
      throw writeError(error, this.folder, this.length);
    }
  }
}

function writeError(error: unknown, folder: string, bytes: number): ContextError {
  const code = systemCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") {
    const text = `The disk is full: there is no room in ${folder} for a copy of the context (over ${size(bytes)}).`;
    return new ContextError("no-space", `${text} Free some space, or choose fewer files.`);
  }
  return new ContextError(
    "failed",
    `A copy of the context can't be written in ${folder} (${code ?? "unknown error"}).`,
  );
}

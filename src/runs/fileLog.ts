import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { RunEvent } from "../core/events";
import type { RunLog } from "../core/store";
import type { Text, TextRef } from "../core/text";
import { mapTexts } from "./eventTexts";
import { MOST_CHARACTERS, OutputJoiner } from "./outputJoiner";
import { causeOf } from "./runError";
import { INLINE_CHARACTERS, readText, refTo, writeText } from "./textFiles";

/** How long printed text may wait for more of it before it is written. */
const OUTPUT_WAIT_MS = 100;

/**
 * Writes one log: one line an event, appended whole, large texts beside it before the line that refers to them. After
 * the first write error nothing more is written, so that the log is the beginning of the run without a gap; texts then
 * stay in memory.
 */
export class FileLog implements RunLog {
  private readonly joiner = new OutputJoiner();
  private timer: NodeJS.Timeout | null = null;
  private lines: string[] = [];
  /** Large texts that are not on disk yet, by hash. */
  private readonly held = new Map<string, string>();
  private readonly onDisk = new Set<string>();
  private handle: FileHandle | null = null;
  private writing: Promise<void> = Promise.resolve();
  private closing: Promise<void> | null = null;
  private firstFailure: string | null = null;

  constructor(
    readonly id: string,
    readonly path: string,
    private readonly onClosed: () => void,
  ) {}

  get isOpen(): boolean {
    return this.closing === null;
  }

  get failure(): string | null {
    return this.firstFailure;
  }

  append(event: RunEvent): RunEvent {
    if (event.type === "turn.delta" || this.closing !== null) return event;
    // Printed text is joined first, so that a text file holds many pieces and not one.
    const most = event.type === "cell.output" ? MOST_CHARACTERS : INLINE_CHARACTERS;
    const shown = mapTexts(event, (text) => this.byReference(text, most));
    this.write(this.joiner.push(shown));
    if (shown.type === "cell.output") this.timer ??= setTimeout(() => void this.flush(), OUTPUT_WAIT_MS);
    return shown;
  }

  text(ref: TextRef): Promise<string> {
    return this.textOf(ref.ref);
  }

  /** The text of that hash; throws a `RunError` when it is gone. */
  async textOf(hash: string): Promise<string> {
    return this.held.get(hash) ?? readText(this.path, hash);
  }

  /** Resolves when all events so far are on disk, or can't be written. */
  flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.write(this.joiner.flush());
    return this.writing;
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    await this.flush();
    await this.handle?.close().catch((error: unknown) => this.fail(error));
    this.handle = null;
    this.onClosed();
  }

  private byReference(text: Text, most: number): Text {
    if (typeof text !== "string" || text.length <= most) return text;
    const ref = refTo(text);
    if (!this.onDisk.has(ref.ref)) this.held.set(ref.ref, text);
    return ref;
  }

  private write(events: readonly RunEvent[]): void {
    if (events.length === 0 || this.firstFailure !== null) return;
    for (const event of events) {
      const saved = mapTexts(event, (text) => this.byReference(text, INLINE_CHARACTERS));
      this.lines.push(`${JSON.stringify(saved)}\n`);
    }
    // What comes while a write is at work goes with the next one.
    if (this.lines.length === events.length) this.writing = this.writing.then(() => this.writeWaiting());
  }

  /** Never rejects. */
  private async writeWaiting(): Promise<void> {
    const lines = this.lines;
    const texts = [...this.held];
    this.lines = [];
    if (this.firstFailure !== null) return;
    try {
      this.handle ??= await this.open();
      for (const [hash, text] of texts) {
        await writeText(this.path, hash, text);
        this.onDisk.add(hash);
        this.held.delete(hash);
      }
      await writeWhole(this.handle, Buffer.from(lines.join("")));
    } catch (error) {
      this.fail(error);
    }
  }

  private async open(): Promise<FileHandle> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    return open(this.path, "ax", 0o600);
  }

  private fail(error: unknown): void {
    const text = `This run can't be saved: ${causeOf(error)} (${this.path}).`;
    this.firstFailure ??= `${text} The run goes on, but what follows can't be opened again later.`;
  }
}

async function writeWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
  }
}

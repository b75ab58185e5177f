import { styleText } from "node:util";
import { headOf } from "../../core/text";
import type { Environment } from "../process/folders";

export type Style = Parameters<typeof styleText>[0];

export interface OutputStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * The two ways out. Standard output carries results and nothing else; everything else goes to standard error, and after
 * `hush` only what went wrong. A reader that closes its end early is no error.
 */
export class Output {
  readonly #closed = new AbortController();
  #failure: Error | null = null;
  #line = "";
  #quiet = false;

  constructor(
    private readonly stdout: OutputStream,
    private readonly stderr: OutputStream,
    private readonly environment: Environment,
  ) {
    stdout.on("error", (error: Error) => {
      if (!("code" in error && error.code === "EPIPE")) this.#failure ??= error;
      this.#closed.abort();
    });
    // Nobody is left to tell.
    stderr.on("error", () => undefined);
  }

  /** From now on only results and problems are written. */
  hush(): void {
    this.#quiet = true;
  }

  /** Aborted when nobody reads standard output any more. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Whether a person may be watching standard error, so that a line that moves makes sense. */
  get watched(): boolean {
    return !this.#quiet && this.stderr.isTTY === true && this.environment.TERM !== "dumb";
  }

  /** Part of the result, as it is; on a terminal control characters are made visible. */
  result(text: string): void {
    if (this.closed.aborted) return;
    this.progress("");
    this.stdout.write(this.stdout.isTTY === true ? harmless(text) : text);
  }

  /** A line that a person may want to know. */
  notice(text: string): void {
    if (!this.#quiet) this.problem(text);
  }

  /** A line about something that went wrong. */
  problem(text: string): void {
    const line = this.#line;
    this.progress("");
    this.stderr.write(`${harmless(text)}\n`);
    this.progress(line);
  }

  /** The one line on standard error that moves; empty: none. Shown only where `watched`. */
  progress(text: string): void {
    if (!this.watched || text === this.#line) return;
    this.#line = text;
    // Some pseudo terminals say that they have no columns.
    const { columns = 0 } = this.stderr;
    const room = (columns > 0 ? columns : 80) - 1;
    this.stderr.write(`\r\u001b[K${headOf(text, room)}`);
  }

  /** `text` in a style for standard error or standard output, where that shows colours. */
  style(stream: "stdout" | "stderr", style: Style, text: string): string {
    const { NO_COLOR, TERM } = this.environment;
    const plain = this[stream].isTTY !== true || (NO_COLOR !== undefined && NO_COLOR !== "") || TERM === "dumb";
    return plain ? text : styleText(style, text, { validateStream: false });
  }

  /** Resolves when everything has been taken by the reader, or nobody reads any more. Throws what else went wrong. */
  async drain(): Promise<void> {
    this.progress("");
    await Promise.all([flush(this.stdout), flush(this.stderr)]);
    if (this.#failure !== null) throw new Error(`Standard output could not be written: ${this.#failure.message}`);
  }
}

function flush(stream: OutputStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once("error", () => {
      resolve();
    });
    stream.write("", () => {
      resolve();
    });
  });
}

// eslint-disable-next-line no-control-regex -- these are the very characters that must not reach a terminal
const CONTROL = /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[[\d;]*m)/g;

const RESET = "\u001b[0m";

/**
 * Text of models and files with its control characters made visible, so that it can't move the cursor, change the
 * title or write to the clipboard of a terminal. Colours pass, but not beyond its end.
 */
function harmless(text: string): string {
  const visible = text.replace(/\r\n/g, "\n").replace(CONTROL, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? "\u2421" : "\ufffd";
  });
  return visible.includes("\u001b") ? `${visible}${RESET}` : visible;
}

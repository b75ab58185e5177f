import { performance } from "node:perf_hooks";
import type { HostFrame } from "../protocol";
import type { CorpusReader } from "./corpusReader";
import { writeFrames } from "./output";
import { Realm, type Entry } from "./realm";
import { CellSyntaxError } from "./rewrite/parse";
import { BODY_START, HOIST_START, rewrite, type Rewritten } from "./rewrite/rewrite";
import { FINISHED, READY, REPORTED } from "./wall";

/** Longest code of one cell, in characters. */
const LONGEST_CODE = 1_000_000;

/** Most time for what ends a cell: it may meet proxies of the cell's making. */
const END_MS = 2000;

/** A cell that no limit of the host reaches must still end. */
const LONGEST_STEP_MS = 3_600_000;

const REMEMBERED_CELLS = 1000;

type CellFrame = Extract<HostFrame, { t: "cell" }>;

/** Runs the cells that the host sends, one at a time. */
export class Supervisor {
  private readonly realm: Realm;
  private readonly rewritten = new Map<number, Rewritten>();
  private readonly queryNames = new Set<string>();
  private running: number | null = null;
  /** ms of the cell's time at `leftAt`; null: it is not counting. */
  private left: number | null = null;
  private leftAt = 0;
  private hasReplies = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly reader: CorpusReader,
    private readonly lockDown: () => void,
    secretName: string,
  ) {
    this.realm = new Realm(
      {
        write: writeFrames,
        text: (entry) => reader.text(entry),
        block: (entry, offset, last) => reader.block(entry, offset, last),
        nextEntry: () => reader.nextEntry,
        nextOffset: () => reader.nextOffset,
        column: (cell, line, column) => this.rewritten.get(cell)?.column(line, column) ?? 0,
      },
      secretName,
    );
  }

  handle(frame: HostFrame): void {
    const { kernel } = this.realm;
    switch (frame.t) {
      case "entries":
        for (const entry of frame.entries) {
          this.reader.add(entry);
          kernel.entry(entry.path, entry.characters, entry.lines, entry.language, entry.firstLine);
        }
        return;
      case "part":
        kernel.part(frame.name ?? "", frame.shape, frame.first, frame.count);
        return;
      case "history":
        kernel.history(frame.question, frame.answer);
        return;
      case "restore":
        kernel.restore(frame.name, frame.data);
        return;
      case "boot":
        this.reader.mostCachedBytes = frame.cacheBytes;
        this.lockDown();
        writeFrames('{"t":"ready"}\n');
        return;
      case "cell":
        this.begin(frame);
        return;
      case "reply":
        if (frame.cell === this.running) kernel.reply(frame.call, frame.index, frame.ok, frame.text, frame.more);
        return;
      case "replied":
        if (frame.cell !== this.running) return;
        kernel.replied(frame.call);
        this.hasReplies = true;
        return;
      case "time":
        if (frame.cell === this.running) this.setLeft(frame.left);
        return;
      case "stop":
        if (frame.cell === this.running) this.end(false);
        return;
    }
  }

  /** The host has no more frames for now: replies that came together are given to the cell together. */
  flush(): void {
    if (!this.hasReplies) return;
    this.hasReplies = false;
    if (this.running !== null) this.work();
  }

  /** A rejection in the realm of the cells; the reason is not looked at here. */
  rejected(promise: unknown, reason: unknown): void {
    this.realm.kernel.rejected(promise, reason);
  }

  handled(promise: unknown): void {
    this.realm.kernel.handled(promise);
  }

  /** Tells the host that its interrupt has arrived, so that none can meet a later cell. */
  interrupted(): void {
    writeFrames('{"t":"interrupted"}\n');
  }

  private begin({ cell, code, left }: CellFrame): void {
    const { kernel } = this.realm;
    this.running = cell;
    this.setLeft(left);
    try {
      if (code.length > LONGEST_CODE) throw new CellSyntaxError("The cell is longer than 1,000,000 characters.", 0, 0);
      const rewritten = rewrite(code, this.queryNames);
      const file = `cell-${String(cell)}.js`;
      const hoist =
        rewritten.hoist === null ? undefined : this.realm.compile(rewritten.hoist, file, HOIST_START.length);
      const body = this.realm.compile(rewritten.body, file, BODY_START.length);
      for (const name of rewritten.names) kernel.declare(name);
      for (const name of rewritten.queryNames) this.queryNames.add(name);
      this.remember(cell, rewritten);
      kernel.begin(cell, hoist, body, rewritten.flags);
    } catch (error) {
      kernel.begin(cell, undefined, undefined, 0);
      const { line, column } = error instanceof CellSyntaxError ? error : { line: 0, column: 0 };
      kernel.abandon(
        "SyntaxError",
        error instanceof Error ? error.message : "The cell can't be read.",
        line,
        column,
        false,
      );
      this.finish();
      return;
    }
    this.work();
  }

  /** For the columns of errors in functions of earlier cells. */
  private remember(cell: number, rewritten: Rewritten): void {
    this.rewritten.set(cell, rewritten);
    const oldest = this.rewritten.keys().next();
    if (this.rewritten.size > REMEMBERED_CELLS && oldest.done !== true) this.rewritten.delete(oldest.value);
  }

  private setLeft(left: number | null): void {
    this.left = left;
    this.leftAt = performance.now();
  }

  /** Steps until the cell waits for the host or for time, or is at its end. */
  private work(): void {
    clearTimeout(this.timer);
    const { kernel } = this.realm;
    for (;;) {
      if (!this.enter("step", this.stepLimit())) {
        this.end(true);
        return;
      }
      const state = kernel.state();
      if (state === FINISHED) {
        // Rejections that nobody handles are known only when this task is over.
        setImmediate(() => this.finish());
        return;
      }
      if (state !== READY) break;
    }
    const due = kernel.due();
    if (due >= 0) this.timer = setTimeout(() => this.work(), due);
  }

  private stepLimit(): number {
    return this.left === null ? LONGEST_STEP_MS : Math.max(1, this.left - (performance.now() - this.leftAt));
  }

  private end(busy: boolean): void {
    this.realm.kernel.abandon("", "", 0, 0, busy);
    setImmediate(() => this.finish());
  }

  private finish(): void {
    if (this.running === null) return;
    clearTimeout(this.timer);
    this.running = null;
    this.enter("finish", END_MS);
    // A proxy of the cell's making has taken all the time, or an interrupt came late: once more, without values.
    if (this.realm.kernel.state() !== REPORTED) this.enter("finish", END_MS);
  }

  /** False: it took too long, or was interrupted. */
  private enter(entry: Entry, limitMs: number): boolean {
    const outcome = this.realm.enter(entry, limitMs);
    if (outcome === "interrupted") this.interrupted();
    const frames: unknown = this.realm.kernel.drain();
    if (typeof frames === "string" && frames !== "") writeFrames(frames);
    return outcome === "done";
  }
}

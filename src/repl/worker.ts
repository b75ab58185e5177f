import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Corpus } from "../core/corpus";
import type { RestartInfo } from "../core/events";
import type { HistoryEntry } from "../core/repl";
import {
  BAD_OPTION,
  firstPermission,
  launch,
  nextPermission,
  rememberPermission,
  type Launched,
  type PermissionFlag,
} from "./launch";
import { LineReader } from "./lines";
import type { MemoryLimits } from "./memory";
import { parseWorkerFrame, type HostFrame, type WorkerFrame } from "./protocol";

/** A worker that does not get ready in this time, in ms, never will. */
const START_MS = 30_000;

/** An interrupt arrives in this time, in ms, or never. */
const CALM_MS = 1000;

const ENTRIES_PER_FRAME = 1000;
const KEPT_STDERR = 20_000;

export interface WorkerOptions {
  readonly workerPath: string;
  readonly nodePath: string;
  readonly corpus: Corpus;
  readonly history: readonly HistoryEntry[];
  readonly memory: MemoryLimits;
  /** Plain data of variables, by name. */
  readonly variables: ReadonlyMap<string, string>;
  readonly log: (text: string) => void;
}

export type ExitReason = RestartInfo["reason"];

/** One process that runs cells. */
export class Worker {
  onFrame: (frame: WorkerFrame) => void = () => undefined;
  onExit: (reason: ExitReason) => void = () => undefined;
  private readonly child: ChildProcess;
  private readonly lines = new LineReader();
  private readonly input: Writable | null;
  private reason: ExitReason | null = null;
  private errors = "";
  private hasExited = false;
  private isInterrupting = false;
  private onCalm: () => void = () => undefined;
  exitCode: number | null = null;

  private constructor(launched: Launched) {
    this.child = launched.process;
    this.isolation = launched.isolation;
    this.input = this.child.stdin;
    // A worker that is gone takes no frames; that it is gone is reported once.
    this.input?.on("error", () => undefined);
    this.read(this.child.stdout);
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (this.errors.length < KEPT_STDERR) this.errors += text;
    });
    this.child.on("close", (code) => {
      this.hasExited = true;
      this.exitCode = code;
      this.onCalm();
      this.onExit(this.reason ?? this.guessReason());
    });
  }

  readonly isolation: readonly string[];

  /** Starts a worker over a corpus and waits until it is ready and locked. Rejects when that fails. */
  static async start(options: WorkerOptions): Promise<Worker> {
    const { workerPath, nodePath, corpus, memory } = options;
    for (let permission: PermissionFlag | undefined = firstPermission(nodePath); permission !== undefined;) {
      const launched = await launch(
        { workerPath, nodePath, packPath: corpus.packPath, heapMb: memory.heapMb },
        permission,
      );
      const worker = new Worker(launched);
      worker.prepare(options);
      if (await worker.ready()) {
        rememberPermission(nodePath, permission);
        return worker;
      }
      options.log(`The REPL's process ended before it was ready: ${worker.complaint}`);
      if (worker.exitCode !== BAD_OPTION) break;
      permission = nextPermission(permission);
    }
    throw new Error("The REPL's process ended before it was ready, so no cell can run. The log has what it said.");
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get isGone(): boolean {
    return this.hasExited;
  }

  send(frame: HostFrame): void {
    if (this.hasExited || this.input === null) return;
    if (this.input.writableCorked === 0) {
      // Frames of one turn of the event loop go together.
      this.input.cork();
      process.nextTick(() => this.input?.uncork());
    }
    this.input.write(`${JSON.stringify(frame)}\n`);
  }

  /** Ends code that runs, with its variables kept; where the system has no such signal nothing happens. */
  interrupt(): void {
    // Two at once could arrive as one.
    if (process.platform === "win32" || this.isInterrupting) return;
    this.isInterrupting = this.child.kill("SIGINT");
  }

  /** Resolves when no interrupt is on its way that could meet the next cell; a worker that swallows one is killed. */
  async calm(): Promise<void> {
    if (!this.isInterrupting || this.hasExited) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => this.kill("crash"), CALM_MS);
      this.onCalm = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends the process for good; `onExit` gets the reason. */
  kill(reason: ExitReason): void {
    this.reason ??= reason;
    this.child.kill("SIGKILL");
  }

  /** Kills the process and waits until it is gone. */
  async dispose(): Promise<void> {
    if (this.hasExited) return;
    const closed = new Promise((resolve) => this.child.once("close", resolve));
    this.kill("crash");
    await closed;
  }

  private prepare({ corpus, history, variables, memory }: WorkerOptions): void {
    for (let i = 0; i < corpus.entries.length; i += ENTRIES_PER_FRAME) {
      const entries = corpus.entries
        .slice(i, i + ENTRIES_PER_FRAME)
        .map(({ encoding, ...entry }) => ({ ...entry, ascii: encoding === "ascii" }));
      this.send({ t: "entries", entries });
    }
    for (const { name, shape, first, count } of corpus.parts) this.send({ t: "part", name, shape, first, count });
    for (const { question, answer } of history) this.send({ t: "history", question, answer });
    for (const [name, data] of variables) this.send({ t: "restore", name, data });
    this.send({ t: "boot", cacheBytes: memory.cacheBytes });
  }

  /** False: the process ended first. */
  private ready(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.kill("time"), START_MS);
      const settle = (isReady: boolean): void => {
        clearTimeout(timer);
        this.onFrame = () => undefined;
        this.onExit = () => undefined;
        resolve(isReady);
      };
      this.onExit = () => settle(false);
      this.onFrame = (frame) => {
        if (frame.t === "ready") settle(true);
      };
    });
  }

  private read(output: Readable | null): void {
    output?.setEncoding("utf8").on("data", (data: string) => {
      if (this.reason !== null) return;
      try {
        for (const line of this.lines.push(data)) this.receive(line);
      } catch {
        this.kill("protocol");
      }
    });
  }

  private receive(line: string): void {
    const frame = parseWorkerFrame(line);
    if (frame === null) {
      this.kill("protocol");
    } else if (frame.t === "interrupted") {
      this.isInterrupting = false;
      this.onCalm();
    } else {
      this.onFrame(frame);
    }
  }

  /** What it said on standard error, in short. */
  private get complaint(): string {
    const said = this.errors.split("\n").filter((line) => /\S/.test(line) && !/^\s+at /.test(line));
    return `exit code ${String(this.exitCode)}. ${said.slice(0, 5).join(" ").slice(0, 500)}`;
  }

  private guessReason(): ExitReason {
    return /heap out of memory|Allocation failed|out of memory|OOM/i.test(this.errors) ? "memory" : "crash";
  }
}

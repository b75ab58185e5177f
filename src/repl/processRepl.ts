import type { RestartInfo, VariableInfo } from "../core/events";
import type { CellHandlers, CellRequest, CellResult, Repl, ReplOptions } from "../core/repl";
import { CellRun } from "./cellRun";
import { bareResult, restartInfo, stopError } from "./endings";
import { KeptVariables } from "./kept";
import { memoryLimits, type MemoryLimits } from "./memory";
import type { WorkerFrame } from "./protocol";
import { Worker, type ExitReason } from "./worker";

export interface ProcessReplOptions extends ReplOptions {
  readonly workerPath: string;
  readonly nodePath: string;
  readonly log: (text: string) => void;
}

/** A REPL in a worker process. When the worker dies a new one takes its place, with the plain data of the variables. */
export class ProcessRepl implements Repl {
  private readonly kept = new KeptVariables();
  private readonly memory: MemoryLimits;
  private starting: Promise<Worker>;
  private running: CellRun | null = null;
  private lastCell = -1;
  private variables: readonly VariableInfo[] = [];
  /** A restart that no cell's result has told of. */
  private untold: RestartInfo | null = null;
  private isDisposed = false;

  private constructor(
    private readonly options: ProcessReplOptions,
    worker: Worker,
  ) {
    this.memory = memoryLimits(options.corpus);
    this.isolation = worker.isolation;
    this.starting = Promise.resolve(this.attach(worker));
  }

  readonly isolation: readonly string[];

  static async open(options: ProcessReplOptions): Promise<ProcessRepl> {
    const { workerPath, nodePath, corpus, history, log } = options;
    const memory = memoryLimits(corpus);
    return new ProcessRepl(
      options,
      await Worker.start({ workerPath, nodePath, corpus, history, memory, variables: new Map(), log }),
    );
  }

  async run(request: CellRequest, handlers: CellHandlers, signal: AbortSignal): Promise<CellResult> {
    if (this.running !== null) throw new Error("A cell is running already; cells run one at a time.");
    if (this.isOver(signal)) return bareResult(stopError("cancel", 0, false), 0);
    const worker = await this.worker();
    if (this.isOver(signal)) return bareResult(stopError("cancel", 0, false), 0);
    const { cellTimeoutMs: limitMs } = this.options;
    const run = new CellRun({ worker, request, handlers, limitMs, residentMb: this.memory.residentMb });
    this.running = run;
    const cancel = (): void => run.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      return this.complete(await run.result);
    } finally {
      signal.removeEventListener("abort", cancel);
      this.running = null;
      this.lastCell = run.cell;
    }
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    this.running?.cancel();
    const worker = await this.starting.catch(() => null);
    await worker?.dispose();
  }

  private isOver(signal: AbortSignal): boolean {
    return this.isDisposed || signal.aborted;
  }

  /** A worker that is ready; one that could not be started is tried again. */
  private async worker(): Promise<Worker> {
    const worker = await this.starting.catch(() => null);
    await worker?.calm();
    if (worker !== null && !worker.isGone) return worker;
    this.starting = this.restart();
    return this.starting;
  }

  private async restart(): Promise<Worker> {
    const { workerPath, nodePath, corpus, history, log } = this.options;
    const { memory } = this;
    const { variables } = this.kept;
    return this.attach(await Worker.start({ workerPath, nodePath, corpus, history, memory, variables, log }));
  }

  private attach(worker: Worker): Worker {
    worker.onFrame = (frame) => this.take(worker, frame);
    worker.onExit = (reason) => this.lose(reason);
    if (this.isDisposed) worker.kill("crash");
    return worker;
  }

  private take(worker: Worker, frame: WorkerFrame): void {
    if (frame.t === "ready" || frame.t === "interrupted") return;
    if (frame.t === "keep" || frame.t === "kept") {
      const isCurrent = frame.c === (this.running?.cell ?? this.lastCell) || frame.c === this.lastCell;
      if (isCurrent && !this.kept.add(frame)) worker.kill("protocol");
      return;
    }
    if (frame.c === this.running?.cell) this.running.take(frame);
    else this.options.log(`A frame "${frame.t}" of cell ${String(frame.c)}, which is not running, was dropped.`);
  }

  /** The worker is gone: what is kept goes to a new one. */
  private lose(reason: ExitReason): void {
    if (this.isDisposed && this.running === null) return;
    this.kept.forgetUnconfirmed();
    const keptNames = [...this.kept.variables.keys()];
    const lost = this.variables.map(({ name }) => name).filter((name) => !this.kept.variables.has(name));
    this.variables = this.variables.filter(({ name }) => this.kept.variables.has(name));
    const stopped = this.running?.stopped ?? null;
    this.untold = restartInfo(reason, stopped, keptNames, lost);
    this.options.log(`The REPL's process ended (${reason}).`);
    if (!this.isDisposed && stopped !== "cancel") {
      this.starting = this.restart();
      // The next cell that needs the worker tries again and reports the failure.
      this.starting.catch(() => undefined);
    }
    this.running?.lose(reason);
  }

  private complete(result: CellResult): CellResult {
    const restart = this.untold;
    this.untold = null;
    if (restart === null) {
      this.variables = result.variables;
      return result;
    }
    const variables = result.error !== null && result.variables.length === 0 ? this.variables : result.variables;
    return { ...result, variables, restart };
  }
}

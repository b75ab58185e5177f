import type { CellFinal, CellHandlers, CellRequest, CellResult } from "../core/repl";
import { MAX_ANSWER, MAX_OUTPUT, PIECE } from "./bounds";
import { Calls } from "./calls";
import { CellTime } from "./cellTime";
import { bareResult, exitError, stopError, type StopReason } from "./endings";
import type { WorkerFrame } from "./protocol";
import { Watchdog } from "./watchdog";
import type { ExitReason, Worker } from "./worker";

type DoneFrame = Extract<WorkerFrame, { t: "done" }>;
type Slot = Extract<WorkerFrame, { t: "text" }>["slot"];

/** Characters of each kind of text that one cell may send; a worker that keeps to its bounds sends less. */
const MOST: Readonly<Record<Slot, number>> = {
  out: MAX_OUTPUT + PIECE,
  value: MAX_ANSWER + PIECE,
  final: MAX_ANSWER + PIECE,
  draft: MAX_ANSWER + PIECE,
};

export interface CellRunOptions {
  readonly worker: Worker;
  readonly request: CellRequest;
  readonly handlers: CellHandlers;
  readonly limitMs: number;
  readonly residentMb: number;
}

/** One cell at work in a worker, from the host's side. */
export class CellRun {
  readonly result: Promise<CellResult>;
  private settle: (result: CellResult) => void = () => undefined;
  private readonly started = performance.now();
  private readonly time: CellTime;
  private readonly calls: Calls;
  private readonly watchdog: Watchdog;
  private readonly texts: Record<Slot, string> = { out: "", value: "", final: "", draft: "" };
  private printed = 0;

  constructor(private readonly options: CellRunOptions) {
    const { worker, request, handlers, limitMs, residentMb } = options;
    this.result = new Promise((resolve) => (this.settle = resolve));
    this.watchdog = new Watchdog(worker, request.cell, residentMb);
    const { cell } = request;
    const tell = (left: number | null): void => worker.send({ t: "time", cell, left });
    this.time = new CellTime(limitMs, () => this.watchdog.stop("time"), tell);
    this.calls = new Calls({
      cell: request.cell,
      handlers,
      clock: this.time,
      send: (frame) => worker.send(frame),
      fail: () => worker.kill("protocol"),
    });
    worker.send({ t: "cell", cell: request.cell, code: request.code, left: this.time.left() });
  }

  get cell(): number {
    return this.options.request.cell;
  }

  /** Why the host ended the cell; null: it has not. */
  get stopped(): StopReason | null {
    return this.watchdog.reason;
  }

  cancel(): void {
    this.watchdog.stop("cancel");
  }

  take(frame: WorkerFrame): void {
    switch (frame.t) {
      case "text":
        this.takeText(frame.slot, frame.s);
        return;
      case "call":
      case "prompt":
      case "send":
        this.calls.take(frame);
        return;
      case "done":
        this.finish(this.resultOf(frame));
        return;
      case "ready":
      case "interrupted":
      case "keep":
      case "kept":
        return;
    }
  }

  /** The worker is gone. */
  lose(reason: ExitReason): void {
    const error = exitError(reason, this.stopped, this.options.limitMs);
    this.finish({ ...bareResult(error, this.elapsed()), outputChars: this.printed });
  }

  private finish(result: CellResult): void {
    this.time.stop();
    this.watchdog.end();
    this.calls.end();
    this.settle(result);
  }

  private takeText(slot: Slot, text: string): void {
    if (slot === "out") {
      this.printed += text.length;
      this.options.handlers.output(text);
    } else {
      this.texts[slot] += text;
    }
    if (Math.max(this.printed, this.texts[slot].length) > MOST[slot]) this.options.worker.kill("protocol");
  }

  private resultOf(done: DoneFrame): CellResult {
    const { stopped } = this;
    const isStopped = done.ended === "stopped" || stopped === "cancel";
    return {
      value: done.value ? this.texts.value : null,
      error: isStopped ? stopError(stopped ?? "time", this.options.limitMs, done.busy) : done.error,
      final: this.finalOf(done.final),
      finalRefused: done.refused,
      answerDraft: done.draft ? this.texts.draft : null,
      touchedContext: done.touched,
      outputChars: done.chars,
      droppedChars: done.dropped,
      variables: done.variables,
      notes: done.notes,
      restart: null,
      ms: this.elapsed(),
    };
  }

  private finalOf(final: DoneFrame["final"]): CellFinal | null {
    if (final === null) return null;
    const { final: text } = this.texts;
    const json = final.kind === "json" ? text : final.kind === "string" ? JSON.stringify(text) : null;
    return { text, json, by: final.by, literal: final.literal };
  }

  private elapsed(): number {
    return performance.now() - this.started;
  }
}

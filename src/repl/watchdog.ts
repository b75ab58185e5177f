import type { StopReason } from "./endings";
import { residentMb } from "./residentMemory";
import type { Worker } from "./worker";

/** A cell that is asked to stop has this long, in ms, before its code is interrupted; at its limit it mostly ends by itself. */
const INTERRUPT_MS: Readonly<Record<StopReason, number>> = { time: 60, cancel: 25 };
const INTERRUPT_AGAIN_MS = 100;

/** After this long, in ms, its worker is killed. */
const KILL_MS: Readonly<Record<StopReason, number>> = { time: 2000, cancel: 500 };

const MEMORY_MS = 100;

/** Ends a cell: softly first, so that its variables stay, then by force. Also watches the worker's memory meanwhile. */
export class Watchdog {
  reason: StopReason | null = null;
  private readonly timers: NodeJS.Timeout[] = [];
  private hasEnded = false;

  constructor(
    private readonly worker: Worker,
    private readonly cell: number,
    private readonly mostMb: number,
  ) {
    this.watchMemory();
  }

  stop(reason: StopReason): void {
    if (this.hasEnded || this.reason === reason || this.reason === "cancel") return;
    this.reason = reason;
    this.worker.send({ t: "stop", cell: this.cell });
    this.after(INTERRUPT_MS[reason], () => this.interrupt());
    this.after(KILL_MS[reason], () => this.worker.kill("time"));
  }

  /** The cell is over. */
  end(): void {
    this.hasEnded = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  private interrupt(): void {
    this.worker.interrupt();
    this.after(INTERRUPT_AGAIN_MS, () => this.interrupt());
  }

  private watchMemory(): void {
    this.after(MEMORY_MS, () => void this.checkMemory());
  }

  /** Never rejects: a system that does not tell leaves it at the limit of the heap. */
  private async checkMemory(): Promise<void> {
    const { pid } = this.worker;
    const used = pid === undefined ? null : await residentMb(pid);
    if (this.hasEnded) return;
    if (used !== null && used > this.mostMb) this.worker.kill("memory");
    else this.watchMemory();
  }

  private after(ms: number, act: () => void): void {
    this.timers.push(setTimeout(act, ms));
  }
}

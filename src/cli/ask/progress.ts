import type { Progress } from "../../context/request";
import type { RunEvent } from "../../core/events";
import { digits } from "../../core/prompts/format";
import { applyEvent, createTrajectory, runCost, type RunNode } from "../../core/trajectory";
import { totalTokens } from "../../core/usage";
import type { Output } from "../output/output";
import { facts, money, subQueries } from "../output/words";

/** Often enough to look alive, seldom enough to cost nothing. */
const REFRESH_MS = 250;

/** Keeps one line on standard error up to date with a run: turn, sub-queries, tokens, cost, time. */
export class ProgressLine {
  private readonly trajectory = createTrajectory();
  private readonly startedAt = performance.now();
  private readonly timer: NodeJS.Timeout;
  private inFlight = 0;
  private waiting: string | null = null;
  private preparing = "Reading the context";

  constructor(private readonly output: Output) {
    this.timer = setInterval(() => this.refresh(), REFRESH_MS);
    this.timer.unref();
  }

  see(event: RunEvent): void {
    if (event.type === "turn.delta") return;
    applyEvent(this.trajectory, event);
    if (event.type === "query.start") this.inFlight++;
    if (event.type === "query.end") this.inFlight--;
  }

  /** Shows how far the reading of the context is. */
  reading({ files, total }: Progress): void {
    const known = total === null ? digits(files) : `${digits(files)} of ${digits(total)}`;
    this.preparing = `Reading the context: ${known} files`;
  }

  /** Shows what is being waited for, in place of the rest; null: nothing any more. */
  wait(text: string | null): void {
    this.waiting = text;
  }

  dispose(): void {
    clearInterval(this.timer);
    this.output.progress("");
  }

  private refresh(): void {
    const { root } = this.trajectory;
    const doing = root === null ? this.preparing : (this.waiting ?? describe(root, this.inFlight));
    const seconds = Math.floor((performance.now() - this.startedAt) / 1000);
    this.output.progress(facts(doing, `${String(seconds)} s`));
  }
}

function describe(root: RunNode, inFlight: number): string {
  const { usage } = root.spend;
  const flying = inFlight === 0 ? "" : ` (${digits(inFlight)} in flight)`;
  return facts(
    `Turn ${String(root.turns.length)} of ${String(root.start.limits.maxTurns)}`,
    root.subQueries === 0 ? "" : `${subQueries(root.subQueries)}${flying}`,
    `${digits(totalTokens(usage))} tokens`,
    root.start.models.root.offline ? "" : money(runCost(root)),
  );
}

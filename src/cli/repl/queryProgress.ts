import type { QueryEnd, QueryStart, RunEvent } from "../../core/events";
import { digits } from "../../core/prompts/format";
import { describeQuery } from "../output/cells";
import type { Output } from "../output/output";
import { facts, subQueries } from "../output/words";

const EVERY_MS = 100;

/** Shows how the sub-queries of cells stand on the line that moves; with `verbose` also each as it ends. */
export class QueryProgress {
  private readonly inFlight = new Map<number, QueryStart>();
  private started = 0;
  private shownAt = 0;

  constructor(
    private readonly output: Output,
    private readonly verbose: boolean,
  ) {}

  see(event: RunEvent): void {
    if (event.type === "query.start") this.start(event);
    else if (event.type === "query.end") this.end(event);
    else return;
    const now = performance.now();
    if (now - this.shownAt < EVERY_MS && this.inFlight.size > 0) return;
    this.shownAt = now;
    const flying = this.inFlight.size;
    this.output.progress(flying === 0 ? "" : facts(subQueries(this.started), `${digits(flying)} in flight`));
  }

  private start(event: QueryStart): void {
    this.started++;
    this.inFlight.set(event.query, event);
  }

  private end(event: QueryEnd): void {
    const start = this.inFlight.get(event.query);
    this.inFlight.delete(event.query);
    if (start === undefined || !this.verbose) return;
    this.output.notice(describeQuery(start, event, (text) => this.output.style("stderr", "red", text)));
  }
}

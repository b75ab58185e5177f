import { Budget } from "./budget";
import type { Limits, ModelInfo, RunEvent, RunReason } from "./events";
import { Ledger } from "./ledger";
import { Memory } from "./memory";
import type { Model } from "./model";
import type { RlmOptions } from "./run";
import { digits } from "./prompts/format";
import { Slots } from "./slots";
import { Stopper } from "./stopper";

/** Child runs of one depth at work at once. */
const MOST_CHILDREN = 4;

type WithoutTime<E> = E extends RunEvent ? Omit<E, "at"> : never;

/** An event that has not been stamped with its time yet. */
export type EventBody = WithoutTime<RunEvent>;

/** What a run and its child runs share: budget, memory, deadline, numbering, and the way events go out. */
export class Tree {
  readonly budget: Budget;
  readonly memory = new Memory();
  readonly ledger = new Ledger();
  readonly stopper = new Stopper();
  private readonly childSlots = new Map<number, Slots>();
  private cells = 0;
  private queries = 0;
  private readonly startedAt = performance.now();

  constructor(
    readonly options: RlmOptions,
    readonly limits: Limits,
    private readonly send: (event: RunEvent) => void,
  ) {
    this.budget = new Budget(limits);
    this.stopper.stopAfter(limits.timeoutMs, timeReason(limits.timeoutMs));
  }

  /** ms since the root run began, monotonic. */
  now(): number {
    return Math.round((performance.now() - this.startedAt) * 10) / 10;
  }

  get msLeft(): number {
    return Math.max(0, this.limits.timeoutMs - this.now());
  }

  get signal(): AbortSignal {
    return this.stopper.signal;
  }

  emit(body: EventBody): void {
    this.send({ ...body, at: this.now() });
  }

  nextCell(): number {
    return ++this.cells;
  }

  nextQuery(): number {
    return ++this.queries;
  }

  /**
   * Places for child runs of one depth: each is a process. One set a depth, because a parent keeps its place while it
   * waits for its children.
   */
  slotsAt(depth: number): Slots {
    const slots = this.childSlots.get(depth) ?? new Slots(MOST_CHILDREN);
    this.childSlots.set(depth, slots);
    return slots;
  }

  dispose(): void {
    this.stopper.dispose();
  }
}

function timeReason(ms: number): RunReason {
  return {
    code: "time",
    text: `The time limit of ${digits(ms / 1000)} s was reached. Raise the limit "timeout" for longer runs.`,
    action: "open-settings",
  };
}

/** What an event says of a model. */
export function modelInfo(model: Model): ModelInfo {
  const { offline, contextTokens, contextKnown, price } = model.capabilities;
  return { id: model.id, provider: model.provider, offline, contextTokens, contextKnown, price };
}

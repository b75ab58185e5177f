import { ModelError } from "../core/model";
import type { Capabilities, Model, ModelDelta, ModelReply, ModelRequest } from "../core/model";
import { addCost, addUsage, costOf, NO_USAGE, totalTokens } from "../core/usage";
import type { Usage } from "../core/usage";
import type { EndpointGate } from "./gate";
import { asksForLess, RetryPlan } from "./retry";

export interface ScheduleOptions {
  /** The first wait before another try, in ms; it doubles with each failure. Default 500. */
  readonly backoffMs?: number;
  /** For the spread of the waits, in [0, 1). */
  readonly random?: () => number;
}

/**
 * `model` behind `gate`: its requests wait for their turn and are tried again where that can help. Time limits come
 * with the signal: no try begins after it is aborted. A reply is streamed as it comes; if it breaks off, a delta with
 * `restart` says that the next try begins from the start.
 */
export function schedule(model: Model, gate: EndpointGate, options: ScheduleOptions = {}): Model {
  return new ScheduledModel(model, gate, options);
}

class ScheduledModel implements Model {
  readonly #model: Model;
  readonly #gate: EndpointGate;
  readonly #options: ScheduleOptions;

  constructor(model: Model, gate: EndpointGate, options: ScheduleOptions) {
    this.#model = model;
    this.#gate = gate;
    this.#options = options;
  }

  get id(): string {
    return this.#model.id;
  }

  get provider(): string {
    return this.#model.provider;
  }

  get capabilities(): Capabilities {
    return this.#model.capabilities;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelDelta, ModelReply, void> {
    const plan = new RetryPlan(this.#options.backoffMs ?? 500, this.#options.random ?? Math.random);
    let wasted = NO_USAGE;
    for (;;) {
      try {
        if (plan.failures > 0) yield { kind: "text", text: "", restart: true };
        const reply = yield* this.#try(request, plan.failures > 0, signal);
        return this.#withWaste(reply, wasted);
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        wasted = addUsage(wasted, error.details.usage ?? NO_USAGE);
        const waitMs = plan.next(error);
        if (waitMs === null || signal.aborted || request.mayRetry?.(wasted) === false)
          throw lastWord(error, wasted, plan.failures);
        if (!(await pause(waitMs, signal))) throw lastWord(cancelled(), wasted, plan.failures);
      }
    }
  }

  async *#try(
    request: ModelRequest,
    again: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<ModelDelta, ModelReply, void> {
    const pass = await this.#gate.enter(request.purpose, again, signal);
    try {
      const reply = yield* this.#model.stream(request, signal);
      pass.succeeded();
      return reply;
    } catch (error) {
      if (error instanceof ModelError && (asksForLess(error) || error.details.retryAfterMs !== undefined)) {
        pass.refused(error.details.retryAfterMs ?? 0);
      }
      throw error;
    } finally {
      pass.leave();
    }
  }

  #withWaste(reply: ModelReply, wasted: Usage): ModelReply {
    const usage = addUsage(wasted, reply.usage);
    if (reply.costUsd === null || totalTokens(wasted) === 0) return { ...reply, usage };
    // What the provider reports is the cost of the last try only.
    return { ...reply, usage, costUsd: addCost(reply.costUsd, costOf(wasted, this.capabilities.price)) };
  }
}

/** The error that the caller gets: with all that was spent, and how often it was tried. */
function lastWord(error: ModelError, usage: Usage, tries: number): ModelError {
  const message = tries > 1 && error.kind !== "aborted" ? `${error.message} Tried ${tries} times.` : error.message;
  return new ModelError(error.kind, message, { ...error.details, usage });
}

function cancelled(): ModelError {
  return new ModelError("aborted", "The request was cancelled before its next try.");
}

/** False if the signal was aborted first. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(false);
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve(!signal.aborted);
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}

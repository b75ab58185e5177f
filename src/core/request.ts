import { estimateCall, type Estimate } from "./budget";
import { ModelError, type Model, type ModelDelta, type ModelReply, type ModelRequest } from "./model";
import type { Meter } from "./meter";
import type { Tree } from "./tree";
import { costOf, NO_USAGE, totalTokens } from "./usage";

/** A reply with what it cost, in USD; null: unknown. */
export interface PaidReply {
  readonly reply: ModelReply;
  readonly costUsd: number | null;
  readonly ms: number;
}

/** What this request will probably use. */
export function estimateRequest(model: Model, request: ModelRequest): Estimate {
  const chars = request.messages.reduce((sum, message) => sum + message.content.length, 0);
  return estimateCall(chars, request.maxTokens, model.capabilities.price);
}

/**
 * Sends one request for the run whose meter this is: reserves its estimated use in the budget before and settles the
 * real use after, failed ones included. Throws `ModelError` like the model itself.
 */
export async function sendRequest(
  tree: Tree,
  meter: Meter,
  model: Model,
  request: ModelRequest,
  signal: AbortSignal,
  onDelta?: (delta: ModelDelta) => void,
): Promise<PaidReply> {
  const { price } = model.capabilities;
  const reservation = tree.budget.reserve(estimateRequest(model, request));
  const start = tree.now();
  try {
    const reply = await drain(model.stream(request, signal), onDelta);
    const costUsd = reply.costUsd ?? costOf(reply.usage, price);
    reservation.settle(reply.usage, costUsd);
    meter.spend(reply.usage, costUsd);
    tree.ledger.add(model.id, reply.usage, costUsd);
    return { reply, costUsd, ms: tree.now() - start };
  } catch (error) {
    const usage = (error instanceof ModelError ? error.details.usage : undefined) ?? NO_USAGE;
    const costUsd = totalTokens(usage) === 0 ? 0 : costOf(usage, price);
    reservation.settle(usage, costUsd);
    meter.spend(usage, costUsd);
    tree.ledger.add(model.id, usage, costUsd);
    throw error;
  }
}

async function drain(
  stream: AsyncGenerator<ModelDelta, ModelReply, void>,
  onDelta: ((delta: ModelDelta) => void) | undefined,
): Promise<ModelReply> {
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return next.value;
    onDelta?.(next.value);
  }
}

/** An error of any kind as a `ModelError`, so that whoever shows it has a text for people. */
export function asModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new ModelError("server", `The model could not be asked: ${text}`, { action: "show-log" });
}

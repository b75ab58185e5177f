import type { Estimate } from "./budget";
import { ModelError, type Model, type ModelDelta, type ModelReply, type ModelRequest } from "./model";
import type { Meter } from "./meter";
import type { Tree } from "./tree";
import { costOf, NO_USAGE, totalTokens, type Usage } from "./usage";

/** A reply with what it cost, in USD; null: unknown. */
export interface PaidReply {
  readonly reply: ModelReply;
  readonly costUsd: number | null;
  readonly ms: number;
}

/** What this request will probably use. */
export function estimateRequest(tree: Tree, model: Model, request: ModelRequest): Estimate {
  return tree.budget.estimate(requestChars(request), request.maxTokens, model.capabilities.price);
}

/** UTF-16 code units of all messages. */
export function requestChars(request: ModelRequest): number {
  return request.messages.reduce((sum, message) => sum + message.content.length, 0);
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
  const reservation = tree.budget.reserve(estimateRequest(tree, model, request));
  const mayRetry = (spent: Usage): boolean =>
    tree.budget.overrun({ tokens: totalTokens(spent), costUsd: costOf(spent, price) }) === null;
  const start = tree.now();
  try {
    const reply = await drain(model.stream({ ...request, mayRetry }, signal), signal, onDelta);
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

/** What a stream that nobody reads to its end returns. */
const UNFINISHED: ModelReply = { text: "", reasoning: "", usage: NO_USAGE, finish: "stop", costUsd: null };

/** How long in ms a model may take to obey an abort before nobody waits for it any more. */
const OBEY_MS = 300;

async function drain(
  stream: AsyncGenerator<ModelDelta, ModelReply, void>,
  signal: AbortSignal,
  onDelta: ((delta: ModelDelta) => void) | undefined,
): Promise<ModelReply> {
  const disobeyed = Promise.withResolvers<never>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => disobeyed.reject(new ModelError("aborted", "The request was cancelled.")), OBEY_MS);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  try {
    for (;;) {
      const next = await Promise.race([stream.next(), disobeyed.promise]);
      if (next.done === true) return next.value;
      onDelta?.(next.value);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    // Lets go of a stream that was left in the middle; what it says of that is of no use any more.
    stream.return(UNFINISHED).catch(() => undefined);
  }
}

/** An error of any kind as a `ModelError`, so that whoever shows it has a text for people. */
export function asModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new ModelError("server", `The model could not be asked: ${text}`, { action: "show-log" });
}

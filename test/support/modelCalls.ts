import { ModelError } from "../../src/core/model";
import type { Model, ModelDelta, ModelReply, ModelRequest } from "../../src/core/model";
import { parseEndpoint } from "../../src/models/endpoint";
import type { Endpoint } from "../../src/models/endpoint";
import { createClient } from "../../src/models/openai/client";
import { namedModel } from "../../src/models/openai/modelName";
import { OpenAiModel } from "../../src/models/openai/openai";
import type { TimeLimits } from "../../src/models/watch";

/** Short enough for a test, long enough for a busy machine. */
export const SHORT: TimeLimits = { firstByteMs: 400, idleMs: 400, usageMs: 50, totalMs: 5_000 };

export interface ModelAt {
  readonly id?: string;
  readonly apiKey?: string;
  readonly timeLimits?: Partial<TimeLimits>;
  /** Pretends that the server is another one. */
  readonly endpoint?: Partial<Endpoint>;
}

/** A model behind Chat Completions, without scheduler: one request is sent once. */
export function modelAt(baseUrl: string, { id = "m", apiKey, timeLimits = {}, endpoint = {} }: ModelAt = {}): Model {
  const whole = { ...parseEndpoint(baseUrl, apiKey ?? null), ...endpoint };
  const client = createClient(whole);
  return new OpenAiModel({ endpoint: whole, client: () => client, name: namedModel(id), timeLimits });
}

export function ask(prompt: string, more: Partial<ModelRequest> = {}): ModelRequest {
  return { messages: [{ role: "user", content: prompt }], purpose: "sub", ...more };
}

export interface Call {
  readonly reply: ModelReply;
  readonly deltas: readonly ModelDelta[];
}

export async function call(model: Model, request: ModelRequest, signal = new AbortController().signal): Promise<Call> {
  const deltas: ModelDelta[] = [];
  const stream = model.stream(request, signal);
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return { reply: step.value, deltas };
    deltas.push(step.value);
  }
}

/** The `ModelError` that a call ends in. */
export async function failureOf(calling: Promise<unknown>): Promise<ModelError> {
  try {
    await calling;
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error("The call should have failed.");
}

/** What the deltas from the last restart on come to. */
export function textOf(deltas: readonly ModelDelta[]): string {
  const from = deltas.findLastIndex(({ restart }) => restart === true);
  return deltas
    .slice(Math.max(0, from))
    .filter(({ kind }) => kind === "text")
    .map(({ text }) => text)
    .join("");
}

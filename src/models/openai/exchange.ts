import * as v from "valibot";
import { ModelError } from "../../core/model";
import type { ModelDelta, ModelReply, ModelRequest } from "../../core/model";
import { NO_USAGE } from "../../core/usage";
import type { Usage } from "../../core/usage";
import type { Endpoint } from "../endpoint";
import { Watch } from "../watch";
import type { TimeLimits } from "../watch";
import type { Client } from "./client";
import { toModelError } from "./failure";
import type { ModelName } from "./modelName";
import { Reading } from "./reading";
import { refusedForm } from "./refusal";
import { ReplyError, ReportedError } from "./replyError";
import type { Dialect } from "./request";
import { usageOf } from "./usage";
import { completion } from "./wire";
import type { WireCompletion } from "./wire";

export interface ExchangeOptions {
  readonly endpoint: Endpoint;
  readonly client: () => Promise<Client>;
  readonly name: ModelName;
  readonly dialectOf: (model: string) => Dialect;
  readonly limits: TimeLimits;
}

/** One request and its reply. */
export class Exchange {
  readonly #options: ExchangeOptions;
  readonly #request: ModelRequest;
  readonly #signal: AbortSignal;
  readonly #reading = new Reading();
  #tries = 0;

  constructor(options: ExchangeOptions, request: ModelRequest, signal: AbortSignal) {
    this.#options = options;
    this.#request = request;
    this.#signal = signal;
  }

  async *run(): AsyncGenerator<ModelDelta, ModelReply, void> {
    const watch = new Watch(this.#signal, this.#options.limits);
    try {
      watch.signal.throwIfAborted();
      const client = await this.#options.client();
      const response = await this.#send(client, watch.signal);
      yield* this.#read(client, response, watch);
    } catch (error) {
      // A server that breaks off after the end of its reply has lost nothing but the usage.
      if (this.#reading.finish === null || this.#signal.aborted) throw this.#failure(error, watch);
    } finally {
      watch.dispose();
    }
    return this.#reply();
  }

  /** Asks until the server takes the form of the request: a refusal that names an optional field is not its last word. */
  async #send(client: Client, signal: AbortSignal): Promise<Response> {
    const { name, dialectOf, limits } = this.#options;
    const model = await name.resolve(client, signal);
    const dialect = dialectOf(model);
    for (;;) {
      const body = dialect.body(this.#request, model);
      this.#tries += 1;
      try {
        return await client.openai.chat.completions.create(body, { signal, timeout: limits.totalMs }).asResponse();
      } catch (error) {
        const words = refusedForm(error);
        if (words === null || !dialect.learn(words, body)) throw error;
      }
    }
  }

  /** Reads a stream of events, or the one document that some servers send in its place. */
  async *#read(client: Client, response: Response, watch: Watch): AsyncGenerator<ModelDelta, void, void> {
    const type = response.headers.get("content-type") ?? "";
    const body = new Response(response.body?.pipeThrough(meter(watch.touch)), { headers: response.headers });
    if (/json/i.test(type)) {
      yield* this.#reading.add(parseCompletion(JSON.parse(await body.text())));
    } else {
      const stop = new AbortController();
      for await (const event of client.events(body, stop)) {
        const before = this.#reading.finish;
        yield* this.#reading.add(parseCompletion(event));
        if (before === null && this.#reading.finish !== null) watch.ending();
      }
      // The events of a body that was aborted end without a word.
      watch.signal.throwIfAborted();
      if (!this.#reading.begun && !/event-stream/i.test(type)) throw new ReplyError("not-a-completion");
    }
    if (this.#reading.finish === null) throw new ReplyError(this.#reading.begun ? "cut" : "no-choices");
  }

  #reply(): ModelReply {
    const { text, reasoning, finish, usage } = this.#reading;
    if (text.trim() === "") throw this.#empty();
    return { text, reasoning, usage: this.#spent(), finish: finish ?? "stop", costUsd: usage?.cost ?? null };
  }

  #empty(): ModelError {
    const { endpoint, name } = this.#options;
    const { refusal, finish } = this.#reading;
    const who = `“${name.shown}” at ${endpoint.name}`;
    const usage = this.#spent();
    if (refusal !== "" || finish === "filter") {
      const text = `${who} declined to answer. Ask in other words, or choose another model.`;
      return new ModelError("refused", text, { action: "choose-model", usage });
    }
    const why = finish === "length" ? " All of its output tokens went into reasoning." : "";
    return new ModelError("empty", `${who} gave an empty reply.${why}`, { usage });
  }

  #failure(error: unknown, watch: Watch): ModelError {
    const broken = this.#spent();
    if (this.#signal.aborted) return new ModelError("aborted", "The request was cancelled.", { usage: broken });
    const { endpoint, name, limits } = this.#options;
    return toModelError(error, {
      endpoint,
      model: name.shown,
      limits,
      expired: watch.expired,
      usage: { refused: { ...NO_USAGE, calls: this.#tries }, broken },
    });
  }

  /** What the tries so far have used, if the model took the last one up. */
  #spent(): Usage {
    if (this.#tries === 0) return NO_USAGE;
    const { usage, text, reasoning } = this.#reading;
    return { ...usageOf(usage, this.#request, reasoning + text), calls: this.#tries };
  }
}

function parseCompletion(json: unknown): WireCompletion {
  const parsed = v.safeParse(completion, json);
  if (!parsed.success) throw new ReplyError("not-a-completion");
  const { error } = parsed.output;
  if (error !== undefined && error !== null) throw new ReportedError(error);
  return parsed.output;
}

/** Calls `touch` for every piece that passes, comments that keep a connection alive included. */
function meter(touch: () => void): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(bytes, controller) {
      touch();
      controller.enqueue(bytes);
    },
  });
}

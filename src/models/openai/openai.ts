import type { Capabilities, Model, ModelDelta, ModelReply, ModelRequest } from "../../core/model";
import type { Endpoint } from "../endpoint";
import { describeModel } from "../prices";
import type { TimeLimits } from "../watch";
import type { Client } from "./client";
import { Exchange } from "./exchange";
import type { ModelName } from "./modelName";
import { Dialect } from "./request";

/**
 * Reasoning models think for minutes without a word, and servers without a graphics card read for as long. `fetch`
 * itself gives up after 300 s of silence.
 */
const TIME_LIMITS: TimeLimits = { firstByteMs: 280_000, idleMs: 180_000, usageMs: 5_000, totalMs: 1_800_000 };

export interface OpenAiOptions {
  readonly endpoint: Endpoint;
  /** One client serves all models of an endpoint. */
  readonly client: () => Promise<Client>;
  readonly name: ModelName;
  readonly timeLimits?: Partial<TimeLimits>;
}

/** A model behind Chat Completions: OpenAI's own, or one of any server that speaks the same. It sends each request once. */
export class OpenAiModel implements Model {
  readonly #options: OpenAiOptions;
  readonly #limits: TimeLimits;
  #dialect: Dialect | null = null;

  constructor(options: OpenAiOptions) {
    this.#options = options;
    this.#limits = { ...TIME_LIMITS, ...options.timeLimits };
  }

  get id(): string {
    return this.#options.name.shown;
  }

  get provider(): string {
    return this.#options.endpoint.name;
  }

  get capabilities(): Capabilities {
    return describeModel(this.#options.endpoint.listedAs, this.id).capabilities;
  }

  stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelDelta, ModelReply, void> {
    const { endpoint, client, name } = this.#options;
    const dialectOf = (model: string) => (this.#dialect ??= dialectFor(endpoint, model));
    return new Exchange({ endpoint, client, name, dialectOf, limits: this.#limits }, request, signal).run();
  }
}

function dialectFor({ listedAs }: Endpoint, model: string): Dialect {
  return new Dialect(listedAs === "openai", describeModel(listedAs, model).temperature !== false);
}

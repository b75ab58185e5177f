import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import * as v from "valibot";
import type { ModelRequest } from "../../core/model";

/** The fields of a request that some server or model refuses. */
const OPTIONAL_FIELDS = [
  "max_completion_tokens",
  "max_tokens",
  "temperature",
  "response_format",
  "include_obfuscation",
  "stream_options",
] as const;

type OptionalField = (typeof OPTIONAL_FIELDS)[number];

/** A field that a server does not want, and one that it wants with another value. */
const UNWANTED = /support|unrecogni|unknown|permitted|allowed|extra|unexpected/i;
const OUT_OF_RANGE = /too (large|small|high|low)|at (most|least)|must be|between|(less|greater) than/i;

/** How one model of one server wants to be asked; it learns from refusals. */
export class Dialect {
  readonly #refused = new Set<OptionalField>();

  constructor(
    /** True for OpenAI itself, which has renamed a field and added another. */
    private readonly openAi: boolean,
    acceptsTemperature: boolean,
  ) {
    if (!acceptsTemperature) this.#refused.add("temperature");
  }

  /** The body for `request`, without what this model is known to refuse. */
  body(request: ModelRequest, model: string): ChatCompletionCreateParamsStreaming {
    const { maxTokens, temperature } = request;
    const schema = v.safeParse(v.record(v.string(), v.unknown()), request.schema);
    return {
      model,
      messages: request.messages.map(({ role, content }) => ({ role, content })),
      stream: true,
      ...(this.#takes("stream_options") && { stream_options: this.#streamOptions() }),
      ...(maxTokens !== undefined && this.#limit(maxTokens)),
      ...(temperature !== undefined && this.#takes("temperature") && { temperature }),
      ...(schema.success &&
        this.#takes("response_format") && {
          response_format: { type: "json_schema", json_schema: { name: "answer", schema: schema.output } },
        }),
    };
  }

  /** Notes the field that a refusal (`refusedForm`) names. True if the next body will be another one. */
  learn(refusal: string, sent: ChatCompletionCreateParamsStreaming): boolean {
    if (!UNWANTED.test(refusal) || OUT_OF_RANGE.test(refusal)) return false;
    const field = OPTIONAL_FIELDS.find((name) => isIn(name, sent) && new RegExp(`\\b${name}\\b`).test(refusal));
    if (field === undefined) return false;
    this.#refused.add(field);
    return true;
  }

  #takes(field: OptionalField): boolean {
    return !this.#refused.has(field);
  }

  #streamOptions() {
    // Padding against eavesdroppers that doubles the traffic; only OpenAI knows the switch.
    const plain = this.openAi && this.#takes("include_obfuscation") ? { include_obfuscation: false } : {};
    return { include_usage: true, ...plain };
  }

  #limit(tokens: number) {
    const names = this.openAi
      ? (["max_completion_tokens", "max_tokens"] as const)
      : (["max_tokens", "max_completion_tokens"] as const);
    const name = names.find((candidate) => this.#takes(candidate));
    return name === undefined ? {} : { [name]: tokens };
  }
}

function isIn(field: OptionalField, body: ChatCompletionCreateParamsStreaming): boolean {
  return field === "include_obfuscation"
    ? body.stream_options?.include_obfuscation !== undefined
    : body[field] !== undefined;
}

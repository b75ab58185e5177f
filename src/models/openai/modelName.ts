import { NotFoundError } from "openai/core/error";
import * as v from "valibot";
import { ModelError } from "../../core/model";
import type { Endpoint } from "../endpoint";
import type { Client } from "./client";
import { modelList } from "./wire";

/** Which model of a server is asked. */
export interface ModelName {
  /** For people and the log: the name, as far as it is known. */
  readonly shown: string;
  /** The name to send. Throws a `ModelError`, or whatever the client throws. */
  resolve(client: Client, signal: AbortSignal): Promise<string>;
}

/** A model that somebody has named. */
export function namedModel(id: string): ModelName {
  return { shown: id, resolve: () => Promise.resolve(id) };
}

/** Kinds of model that answer no chat, by what their names have in them. */
const NOT_FOR_CHAT = /embed|rerank|whisper|tts|moderation|dall-e/i;

/** The first model that a server lists, asked for when it is first needed: most local servers have just one. */
export class FirstListed implements ModelName {
  #id: string | null = null;

  constructor(private readonly endpoint: Endpoint) {}

  get shown(): string {
    return this.#id ?? "auto";
  }

  async resolve(client: Client, signal: AbortSignal): Promise<string> {
    this.#id ??= await this.#ask(client, signal);
    return this.#id;
  }

  async #ask(client: Client, signal: AbortSignal): Promise<string> {
    const ids = await listModels(client, signal);
    const first = ids.find((id) => !NOT_FOR_CHAT.test(id)) ?? ids[0];
    if (first !== undefined) return first;
    throw new ModelError(
      "not-found",
      `No model is named, and ${this.endpoint.name} lists none. Name one in rlm.model (--model).`,
      { action: "choose-model" },
    );
  }
}

/** The ids that the server lists; none where it has no list. */
async function listModels({ openai }: Client, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const response = await openai.models.list({ signal }).asResponse();
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), modelList), await response.text());
    if (!parsed.success) return [];
    return (Array.isArray(parsed.output) ? parsed.output : parsed.output.data).map(({ id }) => id);
  } catch (error) {
    if (error instanceof NotFoundError) return [];
    throw error;
  }
}

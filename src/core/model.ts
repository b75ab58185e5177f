import type { Price, Usage } from "./usage";

/** The one way to a language model. `models/` holds the implementations; the engine knows only this. */
export interface Model {
  /** The provider's name of the model, as a person would write it in the settings. */
  readonly id: string;
  readonly provider: string;
  readonly capabilities: Capabilities;
  /**
   * Sends one request. Yields pieces of the reply as they come and returns the whole reply; the pieces of kind `text`
   * joined, from the last `restart` on, are its `text`. Throws `ModelError` for everything a provider can do wrong and
   * for an aborted signal (kind `aborted`); never returns half a reply as a whole one.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelDelta, ModelReply, void>;
}

export interface Capabilities {
  /** The window: input and output tokens together. 128,000 is assumed where it is unknown. */
  readonly contextTokens: number;
  readonly contextKnown: boolean;
  /** Most output tokens of one reply, where known. */
  readonly maxOutputTokens: number | null;
  readonly price: Price | null;
  /** True where no language model is at work: the interface must say so plainly. */
  readonly offline: boolean;
}

export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface ModelRequest {
  readonly messages: readonly Message[];
  readonly maxTokens?: number;
  readonly temperature?: number;
  /** JSON Schema that the reply must fit, where the server can be asked for that. */
  readonly schema?: unknown;
  /** Who asks: the scheduler serves the root before its sub-queries. */
  readonly purpose: "root" | "sub";
  /** Whether the budget allows another try after failed ones that used this much; always where it is absent. */
  readonly mayRetry?: (spent: Usage) => boolean;
}

export interface ModelDelta {
  readonly kind: "text" | "reasoning";
  readonly text: string;
  /** True where another try begins because the last one broke off: the pieces before this one are void. */
  readonly restart?: true;
}

/** `length`: cut by the token limit. `filter`: withheld by the provider. */
export type Finish = "stop" | "length" | "filter";

export interface ModelReply {
  readonly text: string;
  readonly reasoning: string;
  /** `calls` counts every try of this request, failed ones included. */
  readonly usage: Usage;
  readonly finish: Finish;
  /** What the provider itself says it cost, in USD; null: computed from the price, if that is known. */
  readonly costUsd: number | null;
}

export type ModelErrorKind =
  | "aborted"
  | "auth"
  | "not-found"
  | "quota"
  | "rate-limit"
  | "too-long"
  | "unreachable"
  | "timeout"
  | "malformed"
  | "empty"
  | "refused"
  | "server";

/** What a person can do about an error; the editor makes it a button, the command line a flag. */
export type ErrorAction = "set-key" | "open-settings" | "choose-model" | "show-log";

/** A request that failed for good. The message says what happened, why, and what to do; it never holds a key. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  constructor(
    readonly kind: ModelErrorKind,
    message: string,
    readonly details: {
      readonly action?: ErrorAction;
      readonly status?: number;
      /** What the provider asked to wait before another try, in ms. */
      readonly retryAfterMs?: number;
      /** Tokens and tries spent on the failure. */
      readonly usage?: Usage;
    } = {},
  ) {
    super(message);
  }
}

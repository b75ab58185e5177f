import { ModelError } from "../core/model";
import type { Model } from "../core/model";
import { OPENAI_BASE_URL, parseEndpoint } from "./endpoint";
import type { Endpoint } from "./endpoint";
import { EndpointGate } from "./gate";
import { createOfflineModels } from "./offline/offline";
import { createClient } from "./openai/client";
import type { Client } from "./openai/client";
import { FirstListed, namedModel } from "./openai/modelName";
import type { ModelName } from "./openai/modelName";
import { OpenAiModel } from "./openai/openai";
import { describeModel, priceDate } from "./prices";
import { schedule } from "./scheduler";

export type Provider = "auto" | "openai" | "offline";

/** What settings, environment and secrets say about models; empty strings count as null. */
export interface ConnectOptions {
  /** `auto`: `openai` where a key or a base URL is known, else `offline`. */
  readonly provider: Provider;
  readonly baseUrl: string | null;
  readonly apiKey: string | null;
  readonly model: string | null;
  readonly subModel: string | null;
  /** Requests in flight at most, 1 and more; null: adaptive. */
  readonly concurrency: number | null;
  /** Called with what is waited for ("waiting 40 s for OpenAI, 12 queries queued"), and with null when that is over. */
  readonly onWait?: (text: string | null) => void;
}

/** Models to run with. Runs that share one share its limits, so make one for each set of options, not for each run. */
export interface Connected {
  readonly root: Model;
  readonly sub: Model;
  /** A model by the name that a cell gave. Throws a `ModelError` of kind `not-found` for one that is not to be had. */
  findModel(id: string): Model;
  /** What a person must know before the first run; null where there is nothing to say. */
  readonly notice: string | null;
  /** Ends all waiting for turns. Requests in flight end with their own signals. */
  dispose(): void;
}

/** OpenAI's pair where none is named: strong enough to write cells, and a third of its price for the reading. */
const OPENAI_ROOT = "gpt-5.4";
const OPENAI_SUB = "gpt-5.4-mini";

const OFFLINE_NOTICE =
  "No language model is connected: answers come from keyword search and extraction on this machine. To connect one, " +
  "set a key with “RLM: Set API Key”, or a server in the setting rlm.baseUrl (command line: OPENAI_API_KEY, --base-url).";

/**
 * Connects to the models that the options name. Nothing is sent before the first request.
 * @throws {ModelError} for options that can't work, with what to do about them.
 */
export function connectModels(options: ConnectOptions): Connected {
  const baseUrl = given(options.baseUrl);
  const apiKey = given(options.apiKey);
  const reachable = baseUrl !== null || apiKey !== null;
  if (options.provider === "offline" || (options.provider === "auto" && !reachable)) return connectOffline();
  if (!reachable) {
    throw new ModelError(
      "auth",
      "The provider is OpenAI, but there is no API key. Set one with “RLM: Set API Key” in the editor, or in " +
        "OPENAI_API_KEY on the command line; for a server that needs none, set its base URL (rlm.baseUrl, --base-url).",
      { action: "set-key" },
    );
  }
  return connectOpenAi(parseEndpoint(baseUrl ?? OPENAI_BASE_URL, apiKey), options);
}

function connectOffline(): Connected {
  const { root, sub } = createOfflineModels();
  return {
    root,
    sub,
    findModel: (id) => {
      const found = [sub, root].find((model) => model.id === id);
      if (found === undefined) throw unknownModel(id, "No language model is connected.", [root.id, sub.id]);
      return found;
    },
    notice: OFFLINE_NOTICE,
    dispose: () => undefined,
  };
}

function connectOpenAi(endpoint: Endpoint, options: ConnectOptions): Connected {
  const { concurrency, onWait } = options;
  if (concurrency !== null && (!Number.isInteger(concurrency) || concurrency < 1)) {
    throw new ModelError("refused", "rlm.concurrency (--concurrency) must be a whole number, 1 or more.", {
      action: "open-settings",
    });
  }
  const gate = new EndpointGate({ ...endpoint, concurrency, ...(onWait && { onWait }) });
  let client: Promise<Client> | null = null;
  const connect = (name: ModelName): Model =>
    schedule(new OpenAiModel({ endpoint, client: () => (client ??= createClient(endpoint)), name }), gate);

  const names = modelNames(endpoint, given(options.model), given(options.subModel));
  const root = connect(names.root);
  const sub = names.sub === names.root ? root : connect(names.sub);
  const others = new Map<string, Model>();
  return {
    root,
    sub,
    findModel: (id) => {
      const found = [sub, root].find((model) => model.id === id) ?? others.get(id);
      if (found !== undefined) return found;
      // A cell must not get round a cost limit with a model whose price nobody knows.
      if (endpoint.listedAs !== null && describeModel(endpoint.listedAs, id).capabilities.price === null) {
        throw unknownModel(id, `The price list of ${priceDate()} has no such model at ${endpoint.name}.`, [
          root.id,
          sub.id,
        ]);
      }
      const model = connect(namedModel(id));
      others.set(id, model);
      return model;
    },
    notice: null,
    dispose: () => {
      gate.dispose();
    },
  };
}

function modelNames(endpoint: Endpoint, model: string | null, subModel: string | null) {
  const openAi = endpoint.listedAs === "openai";
  const named = model ?? (openAi ? OPENAI_ROOT : null);
  if (named === null && endpoint.listedAs !== null) {
    throw new ModelError("not-found", `${endpoint.name} has many models. Name one in rlm.model (--model).`, {
      action: "choose-model",
    });
  }
  const root = named === null ? new FirstListed(endpoint) : namedModel(named);
  const sub = subModel ?? (openAi ? OPENAI_SUB : null);
  return { root, sub: sub === null || sub === named ? root : namedModel(sub) };
}

function unknownModel(id: string, why: string, known: readonly string[]): ModelError {
  const names = [...new Set(known)].map((name) => `“${name}”`).join(" and ");
  return new ModelError("not-found", `There is no model “${id}” here. ${why} Known: ${names}.`, {
    action: "choose-model",
  });
}

function given(text: string | null): string | null {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
}

import * as v from "valibot";
import type { Capabilities } from "../core/model";
import type { Price } from "../core/usage";
import data from "./data/prices.json";

const entry = v.object({
  window: v.number(),
  maxOutput: v.optional(v.number()),
  input: v.optional(v.number()),
  output: v.optional(v.number()),
  cacheRead: v.optional(v.number()),
  cacheWrite: v.optional(v.number()),
  temperature: v.optional(v.boolean()),
});

const list = v.object({ date: v.string(), providers: v.record(v.string(), v.record(v.string(), entry)) });

type Entry = v.InferOutput<typeof entry>;
type PriceList = v.InferOutput<typeof list>;

let parsed: PriceList | null = null;

function priceList(): PriceList {
  return (parsed ??= v.parse(list, data));
}

/** The window that is assumed of a model that the list does not know. */
const ASSUMED_WINDOW = 128_000;

export interface ModelDescription {
  readonly capabilities: Capabilities;
  /** False where the model refuses a temperature; null where nothing is known. */
  readonly temperature: boolean | null;
}

/**
 * What the built-in list knows of a model.
 * @param listedAs the provider's name in the list (`Endpoint.listedAs`), or null for a server that it can't speak of:
 *   a server on this machine may give a famous name to any model, at any price.
 */
export function describeModel(listedAs: string | null, id: string): ModelDescription {
  const found = listedAs === null ? undefined : find(listedAs, id);
  return {
    capabilities: {
      contextTokens: found?.window ?? ASSUMED_WINDOW,
      contextKnown: found !== undefined,
      maxOutputTokens: found?.maxOutput ?? null,
      price: found === undefined ? null : priceOf(found),
      offline: false,
    },
    temperature: found === undefined ? null : (found.temperature ?? true),
  };
}

/** The day of the list's data, YYYY-MM-DD: always shown with a price. */
export function priceDate(): string {
  return priceList().date;
}

function find(listedAs: string, id: string): Entry | undefined {
  const models = priceList().providers[listedAs];
  // Gemini lists its models as "models/…".
  const name = id.replace(/^models\//, "");
  return models !== undefined && Object.hasOwn(models, name) ? models[name] : undefined;
}

function priceOf({ input, output, cacheRead, cacheWrite }: Entry): Price | null {
  if (input === undefined || output === undefined) return null;
  return {
    input,
    output,
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite !== undefined && { cacheWrite }),
  };
}

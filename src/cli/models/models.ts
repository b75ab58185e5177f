import { ModelError } from "../../core/model";
import { digits } from "../../core/prompts/format";
import type { Price } from "../../core/usage";
import { OPENAI_BASE_URL, parseEndpoint, type Endpoint } from "../../models/endpoint";
import { priceDate } from "../../models/prices";
import type { Arguments } from "../line/arguments";
import { endpointOptions } from "./connection";
import { readEnvironment } from "../process/environment";
import { Interrupt } from "../process/interrupt";
import { offlineModels, serverModels, type ListedModel } from "./modelList";
import type { MODELS_OPTIONS } from "../line/options";
import type { Output } from "../output/output";
import { EXIT } from "../process/status";
import { columns } from "../output/table";
import { UsageError } from "../line/usageError";

/** `rlm models`: what can be reached from here, with windows and prices. */
export async function models(args: Arguments<keyof typeof MODELS_OPTIONS>, output: Output): Promise<number> {
  const { provider, baseUrl, apiKey } = endpointOptions(args, await readEnvironment(args.text("env-file")));
  const reachable = provider !== "offline" && (baseUrl ?? apiKey) !== null;
  const interrupt = new Interrupt(() => undefined);
  const print = (listed: readonly ListedModel[]): void => {
    if (args.has("json")) for (const model of listed) output.result(`${JSON.stringify(flat(model))}\n`);
    else output.result(columns([["MODEL", "PROVIDER", "WINDOW", "USD PER 1M TOKENS, IN / OUT"], ...listed.map(row)]));
  };
  try {
    const endpoint = reachable ? endpointOf(baseUrl, apiKey) : null;
    const listed = endpoint === null ? [] : await serverModels(endpoint, interrupt.signal);
    print([...listed, ...offlineModels()]);
    if (listed.some(({ capabilities }) => capabilities.price !== null))
      output.notice(`Prices are those of ${priceDate()}.`);
    if (endpoint === null) output.notice("Set OPENAI_API_KEY or --base-url to see what a provider has.");
    return EXIT.done;
  } catch (error) {
    if (interrupt.status !== null) return interrupt.status;
    if (!(error instanceof ModelError)) throw error;
    output.problem(error.message);
    print(offlineModels());
    return EXIT.failed;
  } finally {
    interrupt.dispose();
  }
}

function endpointOf(baseUrl: string | null, apiKey: string | null): Endpoint {
  try {
    return parseEndpoint(baseUrl ?? OPENAI_BASE_URL, apiKey);
  } catch (error) {
    throw error instanceof ModelError ? new UsageError(error.message) : error;
  }
}

function flat({ provider, id, capabilities }: ListedModel): object {
  const { contextTokens, contextKnown, price, offline } = capabilities;
  return { provider, id, contextTokens: contextKnown ? contextTokens : null, price, offline };
}

function row({ provider, id, capabilities }: ListedModel): string[] {
  const { contextTokens, contextKnown, price, offline } = capabilities;
  const window = contextKnown ? digits(contextTokens) : "unknown";
  return [id, provider, window, offline ? "free: no language model" : describePrice(price)];
}

function describePrice(price: Price | null): string {
  return price === null ? "unknown" : `${String(price.input)} / ${String(price.output)}`;
}

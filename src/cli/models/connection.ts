import { ModelError } from "../../core/model";
import { connectModels, type Connected, type ConnectOptions, type Provider } from "../../models/connect";
import type { Arguments } from "../line/arguments";
import type { Environment } from "../process/folders";
import { UsageError } from "../line/usageError";
import { oneOf, wholeNumber } from "../line/values";

type EndpointOption = "provider" | "base-url" | "api-key-env";
type ConnectionOption = EndpointOption | "model" | "sub-model" | "concurrency";

const DEFAULT_KEY = "OPENAI_API_KEY";

/** Which provider, where, and with which key. Throws `UsageError` where they contradict each other. */
export function endpointOptions(
  args: Arguments<EndpointOption>,
  environment: Environment,
): Pick<ConnectOptions, "provider" | "baseUrl" | "apiKey"> {
  const provider = readProvider(args.text("provider"));
  const keyName = args.text("api-key-env") ?? DEFAULT_KEY;
  const apiKey = given(environment[keyName]);
  if (args.has("api-key-env") && apiKey === null) {
    throw new UsageError(`The variable ${keyName}, named by --api-key-env, is not set.`);
  }
  if (provider === "offline" && args.has("base-url")) {
    throw new UsageError("--base-url has no use with --provider offline.");
  }
  return { provider, baseUrl: given(args.text("base-url") ?? environment["OPENAI_BASE_URL"]), apiKey };
}

/** What the command line and the environment say about models. Throws `UsageError` where they contradict each other. */
export function connectOptions(args: Arguments<ConnectionOption>, environment: Environment): ConnectOptions {
  const endpoint = endpointOptions(args, environment);
  const concurrency = args.text("concurrency");
  const isOffline = endpoint.provider === "offline" || (endpoint.baseUrl ?? endpoint.apiKey) === null;
  if (isOffline) refuseModelNames(args, endpoint.provider);
  return {
    ...endpoint,
    model: args.text("model") ?? null,
    subModel: args.text("sub-model") ?? null,
    concurrency: concurrency === undefined ? null : wholeNumber("concurrency", concurrency, 1, 256),
  };
}

/** Connects to the models. Throws `UsageError` for options that can't work; nothing is sent before the first request. */
export function connect(options: ConnectOptions): Connected {
  try {
    return connectModels(options);
  } catch (error) {
    throw error instanceof ModelError ? new UsageError(error.message) : error;
  }
}

/** What a person must know before the first answer; null where a language model is at work. */
export function offlineNotice({ root }: Connected): string | null {
  if (!root.capabilities.offline) return null;
  return `No language model is connected: answers come from keyword search and extraction on this machine. To connect one, set ${DEFAULT_KEY} or name a server with --base-url.`;
}

function readProvider(text: string | undefined): Provider {
  if (text === undefined) return "auto";
  if (text === "anthropic") {
    throw new UsageError("--provider anthropic comes with a later version; openai and offline are there.");
  }
  return oneOf("provider", text, ["openai", "offline"]);
}

/** The offline model has no name to choose, and a name that was given must not be dropped in silence. */
function refuseModelNames(args: Arguments<ConnectionOption>, provider: Provider): void {
  const option = (["model", "sub-model"] as const).find((one) => args.has(one));
  if (option === undefined) return;
  const why =
    provider === "offline" ? "has no use with --provider offline" : `needs a key in ${DEFAULT_KEY}, or a --base-url`;
  throw new UsageError(`--${option} ${why}.`);
}

function given(text: string | undefined): string | null {
  return text === undefined || text.trim() === "" ? null : text;
}

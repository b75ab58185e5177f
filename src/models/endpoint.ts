import { ModelError } from "../core/model";

/** A server that speaks Chat Completions, and the key for it. */
export interface Endpoint {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** For people: "OpenAI", or host and port. */
  readonly name: string;
  /** For people: host and port. */
  readonly address: string;
  /** The provider's name in the price list; null for a server that it does not speak of. */
  readonly listedAs: string | null;
  /** True for a server on this machine. */
  readonly local: boolean;
  readonly apiKey: string | null;
}

/** Where the price list can be trusted: these hosts over https, and no others. */
const KNOWN_HOSTS: Readonly<Record<string, { readonly listedAs: string; readonly name: string }>> = {
  "api.openai.com": { listedAs: "openai", name: "OpenAI" },
  "api.anthropic.com": { listedAs: "anthropic", name: "Anthropic" },
  "generativelanguage.googleapis.com": { listedAs: "google", name: "Gemini" },
  "openrouter.ai": { listedAs: "openrouter", name: "OpenRouter" },
  "api.deepseek.com": { listedAs: "deepseek", name: "DeepSeek" },
  "api.mistral.ai": { listedAs: "mistral", name: "Mistral" },
  "api.groq.com": { listedAs: "groq", name: "Groq" },
  "api.x.ai": { listedAs: "xai", name: "xAI" },
  "api.together.xyz": { listedAs: "togetherai", name: "Together" },
  "api.fireworks.ai": { listedAs: "fireworks-ai", name: "Fireworks" },
  "api.cerebras.ai": { listedAs: "cerebras", name: "Cerebras" },
};

export const OPENAI_BASE_URL = "https://api.openai.com/v1";

/**
 * Reads a base URL and a key as people write them. A pasted `…/chat/completions` is taken for its base URL.
 * @throws {ModelError} for a URL that can't be one, or that carries credentials, and for a key that can't be one.
 */
export function parseEndpoint(baseUrl: string, apiKey: string | null): Endpoint {
  const url = parseBaseUrl(baseUrl);
  const known = url.protocol === "https:" && url.port === "" ? KNOWN_HOSTS[url.hostname] : undefined;
  const address = `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`;
  return {
    baseUrl: url.href.replace(/\/+$/, "").replace(/\/chat\/completions$/, ""),
    name: known?.name ?? address,
    address,
    listedAs: known?.listedAs ?? null,
    local: isLoopback(url.hostname),
    apiKey: parseKey(apiKey),
  };
}

/** The setting's name, in the editor and on the command line. */
const SETTING = "the base URL (setting rlm.baseUrl, option --base-url)";

function parseBaseUrl(text: string): URL {
  const url = URL.parse(text.trim());
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw settingsError(`This is no address of a server. Set ${SETTING} to one that begins with http:// or https://.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw settingsError(
      "The base URL holds a user name or password, and URLs end up in settings files and logs. " +
        `Take them out of ${SETTING} and set the key with “RLM: Set API Key” or an environment variable.`,
    );
  }
  if (url.search !== "" || url.hash !== "") {
    throw settingsError(`The base URL can't have a query or fragment. Remove what follows “?” or “#” from ${SETTING}.`);
  }
  return url;
}

function settingsError(message: string): ModelError {
  return new ModelError("refused", message, { action: "open-settings" });
}

function parseKey(text: string | null): string | null {
  const key = text?.trim() ?? "";
  if (key === "") return null;
  // A header can hold nothing else, and the error of a failed attempt would show the key.
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new ModelError("auth", "The API key holds characters that no key has, such as a space or a line break.", {
    action: "set-key",
  });
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || /^127\.|^\[::1\]$/.test(hostname);
}

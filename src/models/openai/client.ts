import type OpenAI from "openai";
import type { Endpoint } from "../endpoint";

/** What the client package gives us: requests, and the decoding of event streams. */
export interface Client {
  readonly openai: OpenAI;
  /** The events of a body as parsed JSON. Ends silently when `stop` is aborted, or when the body does. */
  events(response: Response, stop: AbortController): AsyncIterable<unknown>;
}

/** Much more than any error needs to say. */
const MAX_ERROR_CHARS = 65_536;

/** Loads the client package, which takes tens of ms, and makes a client that reads nothing from the environment. */
export async function createClient(endpoint: Endpoint): Promise<Client> {
  const [{ OpenAI }, { Stream }] = await Promise.all([import("openai"), import("openai/core/streaming")]);
  const openai = new OpenAI({
    baseURL: endpoint.baseUrl,
    // The client refuses to be made without one; `fetchFor` leaves it out again.
    apiKey: endpoint.apiKey ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    logLevel: "off",
    fetch: fetchFor(endpoint),
  });
  return { openai, events: (response, stop) => Stream.fromSSEResponse<unknown>(response, stop, openai) };
}

/**
 * A `fetch` that sends four headers and no others (the client adds a description of this machine, and whatever an
 * environment variable tells it to), follows no redirect with a prompt in its hands, and reads no endless error.
 */
function fetchFor(endpoint: Endpoint): typeof fetch {
  const authorization = endpoint.apiKey === null ? {} : { authorization: `Bearer ${endpoint.apiKey}` };
  return async (input, init) => {
    const response = await fetch(input, {
      ...init,
      headers: {
        accept: "text/event-stream, application/json",
        "content-type": "application/json",
        "user-agent": "rlm-vscode",
        ...authorization,
      },
      redirect: "manual",
    });
    if (response.ok || response.body === null) return response;
    return new Response(await readHead(response.body), { status: response.status, headers: response.headers });
  };
}

async function readHead(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > MAX_ERROR_CHARS) break;
  }
  return text;
}

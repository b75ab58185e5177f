import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import * as v from "valibot";

/** One chat completion as the server received it. */
export interface ScriptedRequest {
  /** From 0, in the order of arrival. */
  readonly index: number;
  readonly headers: IncomingHttpHeaders;
  /** The request's body byte for byte. */
  readonly body: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** The content of the last message. */
  readonly prompt: string;
  readonly model: string;
  readonly stream: boolean;
  /** `root` when the system message explains the REPL; a guess, because the wire does not say it. */
  readonly purposeGuess: "root" | "sub";
  /** ms, monotonic. */
  readonly at: number;
  /** How it ended: the reply went out whole, or the client hung up first. */
  readonly ended: Promise<"answered" | "hung-up">;
}

/** What the server does with one request. A string is a plain reply; without `text` or `body` an error status gets a matching error. */
export type ScriptedReply = string | ScriptedBehaviour;

export interface ScriptedBehaviour {
  /** The reply; null is sent as `content: null`. */
  readonly text?: string | null;
  readonly reasoning?: string;
  /** The delta's field for reasoning. Default `reasoning_content`. */
  readonly reasoningField?: "reasoning_content" | "reasoning";
  /** Default `stop`; null: the reply ends in good order but without one. */
  readonly finish?: string | null;
  /** Default: one token per four characters. null: none is reported. */
  readonly usage?: Readonly<Record<string, unknown>> | null;
  /** Default 200. From 400 on an error is sent in place of the reply. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole body as it is, in place of a reply. Objects become JSON. */
  readonly body?: string | object;
  /** Fields of `error` in the body of an error status. */
  readonly error?: Readonly<Record<string, unknown>>;
  /** ms before the status line. */
  readonly delayMs?: number;
  /** ms between two chunks. */
  readonly chunkDelayMs?: number;
  /** UTF-16 code units in a chunk. Default 16. */
  readonly chunkSize?: number;
  /** Says nothing more after this many chunks, and keeps the connection open. 0: not even the first one. */
  readonly stallAfter?: number;
  /** Ends the body in good order after this many chunks, without a finish reason. */
  readonly cutAfter?: number;
  /** Resets the TCP connection after this many chunks. 0: in place of any answer. */
  readonly resetAfter?: number;
  /** Closes the TCP connection after this many chunks, in mid-body. Unlike with a reset, what was sent arrives. */
  readonly dropAfter?: number;
  /** Sends an event that is no JSON after this many chunks. */
  readonly malformedAfter?: number;
  /** Sends an event with this `error` after `errorAfter` chunks (default 0), as some servers do under status 200. */
  readonly errorEvent?: Readonly<Record<string, unknown>>;
  readonly errorAfter?: number;
  /** `choices` are left out. */
  readonly noChoices?: boolean;
  /** Answers with one JSON document although a stream was asked for. */
  readonly ignoreStream?: boolean;
  /** Keeps the connection open after the last event, without `[DONE]`. */
  readonly neverClose?: boolean;
  /** Writes every event in pieces of so many bytes, so that characters are torn. */
  readonly splitBytes?: number;
}

export interface ScriptedServerOptions {
  readonly reply: (request: ScriptedRequest) => ScriptedReply | Promise<ScriptedReply>;
  /** Answers 401, echoing the wrong key, unless `Authorization: Bearer <apiKey>` is sent. */
  readonly apiKey?: string;
  /** What `GET /v1/models` lists; if given, other models get 404. */
  readonly models?: readonly string[];
}

export interface ScriptedServer {
  /** `http://127.0.0.1:<port>/v1` */
  readonly baseUrl: string;
  /** All chat completions that arrived so far, those refused for their key or model included. */
  readonly requests: readonly ScriptedRequest[];
  /** Chat completions being answered now, and the most there ever were at once. */
  readonly inFlight: number;
  readonly peakInFlight: number;
  /** Requests for `/v1/models`. */
  readonly modelRequests: number;
  /** Resolves when so many chat completions have arrived in all. Rejects after `limitMs` (default 10,000). */
  arrived(count: number, limitMs?: number): Promise<void>;
  /** Breaks every connection and stops listening. */
  close(): Promise<void>;
}

/** A reply function that goes through `replies` once and then repeats the last one. */
export function inTurn(...replies: readonly ScriptedReply[]): (request: ScriptedRequest) => ScriptedReply {
  return ({ index }) => replies[Math.min(index, replies.length - 1)] ?? "";
}

/** A real HTTP server on loopback that speaks Chat Completions and says what the test tells it to. */
export async function startScriptedServer(options: ScriptedServerOptions): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = [];
  const waiting = new Set<() => void>();
  const state = { inFlight: 0, peak: 0, modelRequests: 0 };
  const stopped = new AbortController();

  async function chat(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message);
    const ended = new Promise<"answered" | "hung-up">((resolve) => {
      response.once("close", () => {
        state.inFlight -= 1;
        resolve(response.writableFinished ? "answered" : "hung-up");
      });
    });
    const request = parseRequest(requests.length, message.headers, body, ended);
    requests.push(request);
    state.inFlight += 1;
    state.peak = Math.max(state.peak, state.inFlight);
    for (const check of [...waiting]) check();
    await answer(request, response, refusal(request, options) ?? (await options.reply(request)), stopped.signal);
  }

  const server = createServer((message, response) => {
    const path = (message.url ?? "").split("?")[0];
    if (path === "/v1/chat/completions" && message.method === "POST") {
      chat(message, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(599, { "content-type": "text/plain" });
        response.end(`The test's script failed: ${String(error)}`);
      });
    } else if (path === "/v1/models") {
      state.modelRequests += 1;
      const data = (options.models ?? ["scripted"]).map((id) => ({ id, object: "model" }));
      sendJson(response, 200, { object: "list", data });
    } else {
      sendJson(response, 404, { detail: "Not Found" });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    baseUrl: `http://127.0.0.1:${portOf(server.address())}/v1`,
    requests,
    get inFlight() {
      return state.inFlight;
    },
    get peakInFlight() {
      return state.peak;
    },
    get modelRequests() {
      return state.modelRequests;
    },
    arrived: (count, limitMs = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`Only ${requests.length} of ${count} requests arrived in ${limitMs} ms.`));
        }, limitMs);
        function check(): void {
          if (requests.length < count) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve();
        }
        waiting.add(check);
        check();
      }),
    close: () =>
      new Promise((resolve) => {
        stopped.abort();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const wire = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));
const wireMessages = v.array(v.object({ role: v.string(), content: v.fallback(v.string(), "") }));

function parseRequest(
  index: number,
  headers: IncomingHttpHeaders,
  body: string,
  ended: ScriptedRequest["ended"],
): ScriptedRequest {
  const parsed = v.safeParse(wire, body);
  const json = parsed.success ? parsed.output : {};
  const list = v.safeParse(wireMessages, json["messages"]);
  const messages = list.success ? list.output : [];
  return {
    index,
    headers,
    body,
    json,
    messages,
    prompt: messages.at(-1)?.content ?? "",
    model: typeof json["model"] === "string" ? json["model"] : "",
    stream: json["stream"] === true,
    purposeGuess: messages[0]?.role === "system" && messages[0].content.includes("llm_query") ? "root" : "sub",
    at: performance.now(),
    ended,
  };
}

function refusal(request: ScriptedRequest, options: ScriptedServerOptions): ScriptedReply | null {
  const sent = (request.headers.authorization ?? "").replace(/^Bearer /, "");
  if (options.apiKey !== undefined && sent !== options.apiKey) {
    return { status: 401, error: { message: `Incorrect API key provided: ${sent}.`, code: "invalid_api_key" } };
  }
  if (options.models !== undefined && !options.models.includes(request.model)) {
    return {
      status: 404,
      error: { message: `The model \`${request.model}\` does not exist.`, code: "model_not_found" },
    };
  }
  return null;
}

async function answer(
  request: ScriptedRequest,
  response: ServerResponse,
  reply: ScriptedReply,
  stopped: AbortSignal,
): Promise<void> {
  const behaviour: ScriptedBehaviour = typeof reply === "string" ? { text: reply } : reply;
  if (behaviour.delayMs !== undefined && !(await pause(behaviour.delayMs, response, stopped))) return;
  if (behaviour.resetAfter === 0) {
    response.socket?.resetAndDestroy();
    return;
  }
  const status = behaviour.status ?? 200;
  if (behaviour.body !== undefined) {
    const type = typeof behaviour.body === "string" ? "text/plain" : "application/json";
    const text = typeof behaviour.body === "string" ? behaviour.body : JSON.stringify(behaviour.body);
    response.writeHead(status, { "content-type": type, ...behaviour.headers });
    response.end(text);
  } else if (status >= 400) {
    const error = { message: `Scripted ${status}.`, type: "scripted_error", param: null, code: null };
    sendJson(response, status, { error: { ...error, ...behaviour.error } }, behaviour.headers);
  } else if (request.stream && behaviour.ignoreStream !== true) {
    await sendEvents(request, response, behaviour, stopped);
  } else {
    sendJson(response, status, completion(request, behaviour), behaviour.headers);
  }
}

async function sendEvents(
  request: ScriptedRequest,
  response: ServerResponse,
  behaviour: ScriptedBehaviour,
  stopped: AbortSignal,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream", ...behaviour.headers });
  response.flushHeaders();
  const events = eventsOf(request, behaviour);
  for (let sent = 0; ; sent += 1) {
    if (behaviour.stallAfter === sent) return;
    if (behaviour.cutAfter === sent) break;
    if (behaviour.resetAfter === sent) {
      response.socket?.resetAndDestroy();
      return;
    }
    if (behaviour.dropAfter === sent) {
      response.socket?.destroySoon();
      return;
    }
    if (behaviour.malformedAfter === sent) await write(response, 'data: {"choices":[{"delta":\n\n', behaviour);
    if (behaviour.errorEvent !== undefined && (behaviour.errorAfter ?? 0) === sent) {
      await write(response, `data: ${JSON.stringify({ error: behaviour.errorEvent })}\n\n`, behaviour);
    }
    const event = events[sent];
    if (event === undefined) {
      if (behaviour.neverClose === true) return;
      await write(response, "data: [DONE]\n\n", behaviour);
      break;
    }
    await write(response, `data: ${JSON.stringify(event)}\n\n`, behaviour);
    if (behaviour.chunkDelayMs !== undefined && !(await pause(behaviour.chunkDelayMs, response, stopped))) return;
  }
  response.end();
}

/** Chunks of reasoning, chunks of text, the finish reason, the usage: as OpenAI orders them. */
function eventsOf(request: ScriptedRequest, behaviour: ScriptedBehaviour): object[] {
  const base = { id: `chatcmpl-${request.index}`, object: "chat.completion.chunk", created: 1, model: request.model };
  const size = behaviour.chunkSize ?? 16;
  const { text = "" } = behaviour;
  const field = behaviour.reasoningField ?? "reasoning_content";
  const deltas: object[] = [
    ...pieces(behaviour.reasoning ?? "", size).map((piece) => ({ [field]: piece })),
    ...(text === null ? [{ content: null }] : pieces(text, size).map((content) => ({ content }))),
  ];
  const events: object[] = deltas.map((delta, i) => ({
    ...base,
    choices: [{ index: 0, delta: i === 0 ? { role: "assistant", ...delta } : delta, finish_reason: null }],
  }));
  const finish = behaviour.finish === undefined ? "stop" : behaviour.finish;
  if (finish !== null) events.push({ ...base, choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  const shown: object[] = behaviour.noChoices === true ? [base] : events;
  const usage = usageOf(request, behaviour);
  return usage === null ? shown : [...shown, { ...base, choices: [], usage }];
}

function completion(request: ScriptedRequest, behaviour: ScriptedBehaviour): object {
  const { text = "" } = behaviour;
  const usage = usageOf(request, behaviour);
  const finish = behaviour.finish === undefined ? "stop" : behaviour.finish;
  const message = {
    role: "assistant",
    content: text,
    ...(behaviour.reasoning === undefined
      ? {}
      : { [behaviour.reasoningField ?? "reasoning_content"]: behaviour.reasoning }),
  };
  return {
    id: `chatcmpl-${request.index}`,
    object: "chat.completion",
    created: 1,
    model: request.model,
    ...(behaviour.noChoices === true ? {} : { choices: [{ index: 0, message, finish_reason: finish }] }),
    ...(usage === null ? {} : { usage }),
  };
}

function usageOf(request: ScriptedRequest, behaviour: ScriptedBehaviour): object | null {
  if (behaviour.usage !== undefined) return behaviour.usage;
  const prompt = Math.ceil(request.messages.reduce((sum, { content }) => sum + content.length, 0) / 4);
  const output = Math.ceil(((behaviour.text ?? "").length + (behaviour.reasoning ?? "").length) / 4);
  return { prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output };
}

function pieces(text: string, size: number): string[] {
  const count = Math.ceil(text.length / size);
  return Array.from({ length: count }, (_, i) => text.slice(i * size, (i + 1) * size));
}

async function write(response: ServerResponse, event: string, behaviour: ScriptedBehaviour): Promise<void> {
  const bytes = Buffer.from(event, "utf8");
  const size = behaviour.splitBytes ?? bytes.length;
  for (let at = 0; at < bytes.length; at += size) {
    response.write(bytes.subarray(at, at + size));
    // Lets each piece leave as a packet of its own.
    if (behaviour.splitBytes !== undefined) await delay(1);
  }
}

/** False when the client hung up or the server was stopped meanwhile. */
async function pause(ms: number, response: ServerResponse, stopped: AbortSignal): Promise<boolean> {
  const gone = new AbortController();
  function hangUp(): void {
    gone.abort();
  }
  response.once("close", hangUp);
  try {
    await delay(ms, undefined, { signal: AbortSignal.any([stopped, gone.signal]) });
    return true;
  } catch {
    return false;
  } finally {
    response.off("close", hangUp);
  }
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(message: IncomingMessage): Promise<string> {
  const decoder = new TextDecoder();
  let body = "";
  // The stream's chunks are buffers as long as no encoding is set.
  for await (const chunk of message) {
    if (chunk instanceof Uint8Array) body += decoder.decode(chunk, { stream: true });
  }
  return body + decoder.decode();
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

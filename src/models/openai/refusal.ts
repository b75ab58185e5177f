import { APIError } from "openai/core/error";
import * as v from "valibot";
import { ModelError } from "../../core/model";
import type { ErrorAction } from "../../core/model";
import type { Endpoint } from "../endpoint";
import { hideSecrets } from "../secrets";
import { classify, namesNoModel } from "./classify";
import type { Report } from "./classify";
import type { FailureContext } from "./failure";
import { retryAfterMs } from "./retryAfter";
import { wireError } from "./wire";

/** A server's refusal as it came; `status` is missing where it came inside an answer with status 200. */
export interface WireRefusal {
  readonly status: number | undefined;
  readonly payload: unknown;
  readonly headers: Headers | undefined;
}

/** Longest quotation of a server's own words, in UTF-16 code units. */
const MAX_QUOTE_CHARS = 300;
/** Far more than is quoted, so that no secret is cut in half where it shows. */
const MAX_READ_CHARS = 2_000;

/** A refusal in words for people: what happened, why as far as the server says it, what to do. */
export function refusal(wire: WireRefusal, { endpoint, model, usage }: FailureContext): ModelError {
  const report = parseReport(wire.status, wire.payload);
  const kind = classify(report);
  const [text, action] = explain(report, wire.headers, endpoint, model);
  const wait = retryAfterMs(wire.headers);
  return new ModelError(kind, text + quote(report.message, endpoint), {
    // Without a status of its own it came inside a reply that had begun.
    usage: wire.status === undefined ? usage.broken : usage.refused,
    ...(action !== null && { action }),
    ...(report.status !== undefined && { status: report.status }),
    ...(wait !== undefined && { retryAfterMs: wait }),
  });
}

/** The server's words about a request that it refuses for its form, with the field that it names; null for other failures. */
export function refusedForm(error: unknown): string | null {
  if (!(error instanceof APIError)) return null;
  const status: unknown = error.status;
  if (status !== 400 && status !== 422) return null;
  const report = parseReport(status, error.error);
  return classify(report) === "refused" ? `${report.message} ${String(error.param)}` : null;
}

type Explanation = readonly [text: string, action: ErrorAction | null];

function explain(report: Report, headers: Headers | undefined, endpoint: Endpoint, model: string): Explanation {
  const { name } = endpoint;
  const code = report.status === undefined ? "" : ` (${report.status})`;
  switch (classify(report)) {
    case "auth":
      return [authText(report.status ?? 401, endpoint), "set-key"];
    case "quota":
      return [
        `The account at ${name} has no credit left${code}. Add credit there, or choose another provider.`,
        "open-settings",
      ];
    case "not-found":
      return namesNoModel(report)
        ? [noModel(model, name), "choose-model"]
        : [noPath(headers, endpoint, model, code), "open-settings"];
    case "too-long":
      return [`The request is larger than “${model}” at ${name} accepts${code}. Send smaller pieces.`, null];
    case "rate-limit":
      return [`${name} gets more requests than it allows${code}. Wait a little, or lower the concurrency.`, null];
    case "refused":
      return [`${name} refused the request${code}.`, "show-log"];
    default:
      return [`${name} failed to answer${code}. Try again later.`, null];
  }
}

function authText(status: number, { name, apiKey }: Endpoint): string {
  const how = "with “RLM: Set API Key” in the editor, in an environment variable or --env-file on the command line";
  if (apiKey === null) return `${name} wants an API key (${status}), and none is set. Set one ${how}.`;
  if (status === 403)
    return `${name} does not allow this with the API key that is set (403). Check the key's rights, or set another ${how}.`;
  return `${name} does not accept the API key (${status}). Set a valid one ${how}.`;
}

function noModel(model: string, name: string): string {
  return (
    `${name} has no model “${model}”, or not for this key. ` +
    "Choose another in rlm.model and rlm.subModel (--model, --sub-model)."
  );
}

function noPath(headers: Headers | undefined, endpoint: Endpoint, model: string, code: string): string {
  const target = headers?.get("location");
  if (target) {
    return (
      `${endpoint.name} redirects to another address${code}: ${clean(target, endpoint)}. ` +
      "Set the base URL (rlm.baseUrl, --base-url) to where the server really is."
    );
  }
  return (
    `${endpoint.name} has nothing at ${clean(endpoint.baseUrl, endpoint)}/chat/completions${code}. ` +
    `Check the base URL (most end in /v1) and the model's name, “${model}”.`
  );
}

function parseReport(status: number | undefined, payload: unknown): Report {
  const parsed = v.safeParse(wireError, payload);
  const fields = parsed.success ? parsed.output : { message: null, code: null, type: null };
  const code = fields.code ?? "";
  return {
    status: status ?? (typeof code === "number" && code >= 400 && code < 600 ? code : undefined),
    code: String(code),
    type: fields.type ?? "",
    message: fields.message ?? (typeof payload === "string" ? payload : payload ? JSON.stringify(payload) : ""),
  };
}

/** The server's words as a sentence of their own, or nothing where they are none. */
function quote(message: string, endpoint: Endpoint): string {
  const text = clean(message, endpoint);
  // A page of HTML says nothing that fits here.
  return text === "" || text.startsWith("<") ? "" : ` It said: “${text}”`;
}

/** On one line, without secrets, and not too long. */
function clean(message: string, endpoint: Endpoint): string {
  const words = message
    .slice(0, MAX_READ_CHARS)
    .replace(/\p{C}+|\s+/gu, " ")
    .trim();
  const line = hideSecrets(words, [endpoint.apiKey]);
  return line.length > MAX_QUOTE_CHARS ? `${line.slice(0, MAX_QUOTE_CHARS)}…` : line;
}

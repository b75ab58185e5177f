import { APIConnectionError, APIError } from "openai/core/error";
import { ModelError } from "../../core/model";
import type { Usage } from "../../core/usage";
import type { Endpoint } from "../endpoint";
import type { Expiry, TimeLimits } from "../watch";
import { noConnection } from "./noConnection";
import { refusal } from "./refusal";
import { ReplyError, ReportedError } from "./replyError";
import type { ReplyFault } from "./replyError";

/** What is known about a request when it fails. */
export interface FailureContext {
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly limits: Pick<TimeLimits, "firstByteMs" | "idleMs" | "totalMs">;
  readonly expired: Expiry | null;
  /** Tries so far, and the tokens spent if the model had begun to work when it failed. */
  readonly usage: { readonly refused: Usage; readonly broken: Usage };
}

/** Any failure of a request, in words for people and without secrets. */
export function toModelError(error: unknown, context: FailureContext): ModelError {
  const { endpoint, expired, usage } = context;
  if (error instanceof ModelError) return error;
  if (expired !== null) return timeout(expired, context);
  if (error instanceof ReplyError) return faulty(error.fault, context);
  if (error instanceof SyntaxError) return faulty("not-json", context);
  if (error instanceof APIConnectionError) {
    return new ModelError("unreachable", noConnection(error.cause, endpoint), {
      action: "open-settings",
      usage: usage.refused,
    });
  }
  if (error instanceof ReportedError)
    return refusal({ status: undefined, payload: error.payload, headers: undefined }, context);
  if (error instanceof APIError) {
    const status: unknown = error.status;
    const headers: unknown = error.headers;
    return refusal(
      {
        status: typeof status === "number" ? status : undefined,
        payload: error.error ?? bodyOf(error.message),
        headers: headers instanceof Headers ? headers : undefined,
      },
      context,
    );
  }
  // What `fetch` throws while a body is read: the socket was closed or reset.
  return new ModelError("malformed", `The connection to ${endpoint.name} broke off in mid-reply.`, {
    usage: usage.broken,
  });
}

/** The body of an answer that was no JSON: the client puts the status before it, or a remark in its place. */
function bodyOf(message: string): string {
  return message.replace(/^\d{3} (status code \(no body\)$)?/, "");
}

function timeout(expired: Expiry, { endpoint, limits, usage }: FailureContext): ModelError {
  const text = {
    "first-byte": `${endpoint.name} has not begun to answer within ${seconds(limits.firstByteMs)}.`,
    idle: `${endpoint.name} stopped in mid-reply and sent nothing more for ${seconds(limits.idleMs)}.`,
    total: `${endpoint.name} had not finished its reply after ${seconds(limits.totalMs)}.`,
  }[expired];
  const advice = "It may be overloaded: try again, or ask less at once.";
  return new ModelError("timeout", `${text} ${advice}`, { usage: usage.broken });
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

function faulty(fault: ReplyFault, { endpoint: { name }, usage }: FailureContext): ModelError {
  const broken = { usage: usage.broken };
  switch (fault) {
    case "cut":
      return new ModelError("malformed", `The reply from ${name} broke off before its end.`, broken);
    case "failed":
      return new ModelError("server", `${name} reported an error in mid-reply.`, broken);
    case "too-large":
      return new ModelError("malformed", `${name} sent more than any model writes; the reply was dropped.`, broken);
    case "no-choices":
      return new ModelError("malformed", `${name} answered without a reply in it (no “choices”).`, broken);
    case "not-json":
      return new ModelError("malformed", `${name} sent an answer that can't be read (broken JSON).`, broken);
    case "not-a-completion":
      return new ModelError(
        "malformed",
        `${name} answered, but not with a chat completion. Check that the base URL is that of a server that speaks ` +
          "Chat Completions; most end in /v1.",
        { action: "open-settings", usage: usage.refused },
      );
  }
}

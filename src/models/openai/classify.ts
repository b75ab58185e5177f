import type { ModelErrorKind } from "../../core/model";

/** An error as a server reports it; `status` is missing where it came inside an answer with status 200. */
export interface Report {
  readonly status: number | undefined;
  readonly code: string;
  readonly type: string;
  readonly message: string;
}

/** No retry helps against these, whatever the status; the codes of OpenAI, OpenRouter and Anthropic. */
const QUOTA_CODES = new Set([
  "insufficient_quota",
  "credit_balance_exhausted",
  "billing_hard_limit_reached",
  "billing_not_active",
  "enforced_spend_limit_reached",
]);

const TOO_LONG_CODES = new Set(["context_length_exceeded", "exceed_context_size_error", "string_above_max_length"]);

/** A request that is larger than what is allowed in a minute never gets through, though it is called a rate limit. */
const TOO_LARGE = /request (is )?too large/i;

const TOO_LONG =
  /(maximum|available) context|context (length|window|size)|(prompt|input) is too (long|large)|too many (input )?tokens/i;

/** What kind of failure a report is: codes first, then words, then the status. */
export function classify({ status, code, type, message }: Report): ModelErrorKind {
  if (QUOTA_CODES.has(code) || QUOTA_CODES.has(type) || /credit balance is too low/i.test(message)) return "quota";
  if (TOO_LONG_CODES.has(code) || TOO_LONG_CODES.has(type)) return "too-long";
  if (TOO_LARGE.test(message)) return "too-long";
  if (TOO_LONG.test(message) && (status === undefined || status === 400 || status === 422)) return "too-long";
  if (namesNoModel({ status, code, type, message })) return "not-found";
  if (/content_(filter|policy)/.test(code)) return "refused";
  return status === undefined ? kindOfType(code, type) : kindOfStatus(status);
}

/** True where the server says that it is the model that it does not know. */
export function namesNoModel({ status, code, message }: Report): boolean {
  if (code === "model_not_found") return true;
  const unknown =
    /\bmodel\b.{0,100}(not found|not exist|is (unknown|invalid))|(no such|unknown|invalid) model\b/is.test(message);
  return unknown && (status === 404 || status === 400 || status === 422);
}

function kindOfType(code: string, type: string): ModelErrorKind {
  if (/rate_limit/.test(code + type)) return "rate-limit";
  if (/authentication|invalid_api_key/.test(code + type)) return "auth";
  return "server";
}

function kindOfStatus(status: number): ModelErrorKind {
  switch (status) {
    case 401:
    case 403:
      return "auth";
    case 402:
      return "quota";
    case 404:
      return "not-found";
    case 408:
      return "timeout";
    case 409:
      return "server";
    case 413:
      return "too-long";
    case 429:
      return "rate-limit";
    default:
      if (status < 400) return "not-found";
      return status < 500 ? "refused" : "server";
  }
}

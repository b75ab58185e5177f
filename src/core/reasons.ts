import type { Limits, ReasonCode, RunReason } from "./events";
import type { ModelError } from "./model";
import { digits, usd } from "./prompts/format";

/** Why a limit ended the run, and what to do about it. */
export function limitReason(code: Extract<ReasonCode, "cost" | "tokens" | "errors">, limits: Limits): RunReason {
  switch (code) {
    case "cost":
      return {
        code,
        text: `The next call would overrun the cost limit of ${usd(limits.maxCostUsd ?? 0)} USD. Raise "max cost", or narrow the context or the question.`,
        action: "open-settings",
      };
    case "tokens":
      return {
        code,
        text: `The next call would overrun the limit of ${digits(limits.maxTokens ?? 0)} tokens. Raise "max tokens", or narrow the context or the question.`,
        action: "open-settings",
      };
    case "errors":
      return {
        code,
        text: `Every cell failed in ${String(limits.maxErrorsInRow)} turns in a row. A stronger root model may do better.`,
        action: "choose-model",
      };
  }
}

/** Why an answer was forced. */
export function turnsReason(maxTurns: number): RunReason {
  return {
    code: "turns",
    text: `The ${digits(maxTurns)} turns ran out, so the answer is from what was known by then. Raise "max turns" for a longer search.`,
    action: "open-settings",
  };
}

export function modelReason(error: ModelError): RunReason {
  return { code: "model", text: error.message, action: error.details.action ?? null };
}

export function replReason(error: unknown): RunReason {
  return { code: "repl", text: `The REPL could not be started: ${messageOf(error)}`, action: "show-log" };
}

/** An error that nobody foresaw: the run still ends as a result. */
export function internalReason(error: unknown): RunReason {
  return { code: "internal", text: `The run ended by an error of its own: ${messageOf(error)}`, action: "show-log" };
}

/** Why a child run ended whose cell was ended before it. */
export const CELL_ENDED: RunReason = { code: "user", text: "The cell that asked was ended.", action: null };

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

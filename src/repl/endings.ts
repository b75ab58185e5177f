import type { CellError, RestartInfo } from "../core/events";
import type { CellResult } from "../core/repl";
import type { ExitReason } from "./worker";

/** Why the host ended a cell. */
export type StopReason = "time" | "cancel";

const KEPT = "Variables are kept; what was running or waiting is gone.";

export function stopError(reason: StopReason, limitMs: number, busy: boolean): CellError {
  if (reason === "cancel") return plainError("CancelledError", `The cell was cancelled. ${KEPT}`);
  const what = busy ? "It was running code" : "It was waiting for a promise or a timer that did not settle";
  const message = `The cell took longer than its limit of ${seconds(limitMs)} (time of model requests not counted). ${what}. ${KEPT}`;
  return plainError("TimeoutError", message);
}

/** The error of a cell whose worker is gone. */
export function exitError(reason: ExitReason, stop: StopReason | null, limitMs: number): CellError {
  if (stop === "cancel") return plainError("CancelledError", "The cell was cancelled and did not stop by itself.");
  switch (reason) {
    case "time":
      return plainError(
        "TimeoutError",
        `The cell took longer than its limit of ${seconds(limitMs)}, in built-in code that can't be interrupted.`,
      );
    case "memory":
      return plainError("MemoryError", "The cell used more memory than there is for it.");
    case "crash":
      return plainError("CrashError", "The cell's process ended unexpectedly.");
    case "protocol":
      return plainError("ProtocolError", "The cell's process sent what it must not, so it was ended.");
  }
}

export function restartInfo(
  reason: ExitReason,
  stop: StopReason | null,
  kept: readonly string[],
  lost: readonly string[],
): RestartInfo {
  return { reason, text: restartText(reason, stop), kept, lost };
}

function restartText(reason: ExitReason, stop: StopReason | null): string {
  if (stop === "cancel") return "the cell did not stop when it was cancelled.";
  switch (reason) {
    case "time":
      return "the cell ran past its limit in built-in code that can't be interrupted. Work on smaller pieces.";
    case "memory":
      return "the cell used more memory than there is for it. Work on smaller pieces and keep less.";
    case "crash":
      return "its process ended unexpectedly.";
    case "protocol":
      return "its process broke the protocol.";
  }
}

/** What a cell comes to of which nothing is known but its error. */
export function bareResult(error: CellError, ms: number): CellResult {
  return {
    value: null,
    error,
    final: null,
    finalRefused: null,
    answerDraft: null,
    touchedContext: false,
    outputChars: 0,
    droppedChars: 0,
    variables: [],
    notes: [],
    restart: null,
    ms,
  };
}

function plainError(name: string, message: string): CellError {
  return { name, message, line: null, column: null };
}

function seconds(ms: number): string {
  return `${String(Math.round(ms) / 1000)} s`;
}

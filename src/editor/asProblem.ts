import { CancellationError } from "vscode";
import { ContextError } from "../context/errors";
import { LimitError } from "../core/limits";
import { ModelError } from "../core/model";
import { RunError } from "../runs/runError";
import { Problem } from "./problem";

/** What other parts throw, as the editor tells it to people; errors that nobody foresaw stay as they are. */
export function asProblem(error: unknown): unknown {
  if (error instanceof ModelError) return new Problem(error.message, error.details.action ?? null);
  if (error instanceof LimitError) return new Problem(error.message, "open-settings");
  if (error instanceof ContextError)
    return error.code === "cancelled" ? new CancellationError() : new Problem(error.message);
  if (error instanceof RunError) return new Problem(error.message);
  return error;
}

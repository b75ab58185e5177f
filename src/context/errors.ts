export type ContextErrorCode = "not-found" | "nothing-readable" | "cancelled" | "no-space" | "failed";

/** Why a context could not be made. The message is for people: what happened, why, what to do next. */
export class ContextError extends Error {
  override readonly name = "ContextError";
  constructor(
    readonly code: ContextErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** Node's code of a failed system call (`ENOENT`, `EACCES`, …); null for any other error. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** Throws a `ContextError` once the signal is aborted. */
export function checkCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new ContextError("cancelled", "Reading the context was cancelled.");
}

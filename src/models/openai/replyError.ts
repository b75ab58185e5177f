/**
 * What can be wrong with an answer that came with status 200:
 * `cut` ended without a finish reason · `not-json` · `no-choices` · `not-a-completion` is no Chat Completions answer at
 * all · `too-large` · `failed` the server said so in place of a finish reason.
 */
export type ReplyFault = "cut" | "not-json" | "no-choices" | "not-a-completion" | "too-large" | "failed";

/** An answer that is no reply. Never leaves this folder: it becomes a `ModelError` with words for people. */
export class ReplyError extends Error {
  constructor(readonly fault: ReplyFault) {
    super(fault);
  }
}

/** An error that the server reports inside an answer with status 200. */
export class ReportedError extends Error {
  constructor(readonly payload: unknown) {
    super("reported");
  }
}

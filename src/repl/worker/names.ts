/** The names that every cell finds, and that are put back before each cell. They live in the script scope, which no code in a cell can redefine. */
export const RESERVED_NAMES = [
  "context",
  "files",
  "history",
  "answer",
  "grep",
  "chunk",
  "llm_query",
  "llm_query_batch",
  "llm_query_batched",
  "llm_query_async",
  "llm_query_batch_async",
  "rlm_query",
  "rlm_query_batch",
  "rlm_query_batched",
  "FINAL",
  "FINAL_VAR",
  "SHOW_VARS",
  "print",
  "console",
  "sleep",
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
] as const;

export type ReservedName = (typeof RESERVED_NAMES)[number];

/** The functions whose calls give promises of replies. */
export const QUERY_NAMES = [
  "llm_query",
  "llm_query_batch",
  "llm_query_batched",
  "llm_query_async",
  "llm_query_batch_async",
  "rlm_query",
  "rlm_query_batch",
  "rlm_query_batched",
] as const;

/** The parameter of a rewritten cell that waits for forgotten promises. */
export const SETTLE = "__rlm_settle";

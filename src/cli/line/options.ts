import type { OptionTable } from "./arguments";

export const HELP_OPTION = { help: { short: "h", text: "this help" } } as const satisfies OptionTable;

const CONTEXT_AND_MODEL_OPTIONS = {
  provider: {
    value: "NAME",
    text: "openai or offline. Default: openai if a key or a base URL is known, else offline",
  },
  "base-url": {
    value: "URL",
    text: "any server that speaks Chat Completions. Default: OPENAI_BASE_URL, else OpenAI's own",
  },
  "api-key-env": { value: "NAME", text: "the variable that holds the key. Default: OPENAI_API_KEY" },
  model: { value: "ID", text: "root model: it writes the cells" },
  "sub-model": { value: "ID", text: "answers the sub-queries of cells" },
  "max-turns": { value: "N", text: "turns of one run (20)" },
  "max-sub-queries": { value: "N", text: "model calls made by cells, children included (500)" },
  "max-depth": { value: "N", text: "0: no sub-queries; 1: plain ones; 2 and more: rlm_query starts child runs (1)" },
  "max-cost": { value: "USD", text: "most that may be spent (5)" },
  "max-tokens": { value: "N", text: "most tokens, in and out (no limit)" },
  timeout: { value: "S", text: "wall time in seconds (900; repl: no limit)" },
  "cell-timeout": { value: "S", text: "wall time of one cell in seconds; waiting for models does not count (30)" },
  concurrency: { value: "N", text: "most requests in flight to one endpoint (adaptive)" },
  "context-name": {
    value: "NAME=PATH",
    text: "a named context: context.NAME; more NAME=PATH may follow, the same name gathers",
  },
  "env-file": { value: "FILE", text: "reads keys from a file like .env.example; no .env is ever read by itself" },
} as const satisfies OptionTable;

/** The editor's settings have the same names in camel case. */
export const ASK_OPTIONS = {
  ...CONTEXT_AND_MODEL_OPTIONS,
  schema: {
    value: "FILE",
    text: "JSON Schema that the answer must fit (comes with a later version)",
    refused: "comes with a later version",
  },
  log: { value: "FILE", text: "where this run's log goes. Default: the data folder" },
  json: { text: "one JSON result on standard output" },
  events: { text: "every event as a JSON line on standard output" },
  quiet: { short: "q", text: "nothing but the answer, and what went wrong" },
  verbose: { short: "v", text: "cells as they happen, on standard error" },
  ...HELP_OPTION,
} as const satisfies OptionTable;

export const REPL_OPTIONS = {
  ...CONTEXT_AND_MODEL_OPTIONS,
  "no-models": { text: "sub-queries are errors; no model is asked" },
  json: { text: "cells and their results as JSON lines" },
  quiet: { short: "q", text: "no notices" },
  verbose: { short: "v", text: "sub-queries as they happen, on standard error" },
  schema: { value: "FILE", refused: "comes with a later version" },
  log: { value: "FILE", refused: "has no use with repl: cells by hand are no run, and nothing is logged" },
  events: { refused: "has no use with repl: cells by hand are no run; --json gives one reply a cell" },
  ...HELP_OPTION,
} as const satisfies OptionTable;

const DIR = { value: "DIR", text: "where saved runs are. Default: the data folder" } as const;

export const RUNS_OPTIONS = {
  dir: DIR,
  json: { text: "one JSON object a line" },
  ...HELP_OPTION,
} as const satisfies OptionTable;

export const SHOW_OPTIONS = { dir: DIR, ...HELP_OPTION } as const satisfies OptionTable;

export const MODELS_OPTIONS = {
  provider: CONTEXT_AND_MODEL_OPTIONS.provider,
  "base-url": CONTEXT_AND_MODEL_OPTIONS["base-url"],
  "api-key-env": CONTEXT_AND_MODEL_OPTIONS["api-key-env"],
  "env-file": CONTEXT_AND_MODEL_OPTIONS["env-file"],
  json: { text: "one JSON object a line" },
  ...HELP_OPTION,
} as const satisfies OptionTable;

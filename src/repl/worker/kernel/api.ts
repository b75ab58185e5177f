import type { Supervisor } from "../wall";
import { chunk } from "./chunk";
import type { Corpus } from "./corpus";
import type { Finals } from "./finals";
import { Search } from "./grep";
import type { Printer } from "./printer";
import type { Queries } from "./queries";
import type { Values } from "./scope";
import { searchOptions } from "./searchOptions";
import type { Timers } from "./timers";
import { typeAndSize, type Variables } from "./variables";

export interface Parts {
  readonly supervisor: Supervisor;
  readonly corpus: Corpus;
  readonly queries: Queries;
  readonly finals: Finals;
  readonly printer: Printer;
  readonly timers: Timers;
  readonly variables: Variables;
  /** The running cell looks at the context. */
  readonly touch: () => void;
}

/** What the reserved names stand for at the start of each cell. */
export function makeValues(parts: Parts): Values {
  const { supervisor, corpus, queries, finals, printer, timers, variables, touch } = parts;
  return {
    context: undefined,
    files: undefined,
    history: undefined,
    answer: undefined,
    grep: (pattern: unknown, options?: unknown) => {
      touch();
      return new Search(corpus, supervisor, searchOptions(pattern, options)).run();
    },
    chunk: (text: unknown, size?: unknown, overlap?: unknown) => {
      touch();
      return chunk(text, size, overlap);
    },
    llm_query: queries.llm,
    llm_query_batch: queries.llmBatch,
    llm_query_batched: queries.llmBatch,
    llm_query_async: queries.llm,
    llm_query_batch_async: queries.llmBatch,
    rlm_query: queries.rlm,
    rlm_query_batch: queries.rlmBatch,
    rlm_query_batched: queries.rlmBatch,
    FINAL: finals.final,
    FINAL_VAR: finals.finalVar,
    SHOW_VARS: () => listVariables(variables),
    print: printer.print,
    console: printer.console(),
    sleep: timers.sleep,
    setTimeout: timers.setTimeout,
    clearTimeout: timers.clear,
    setInterval: timers.setInterval,
    clearInterval: timers.clear,
  };
}

function listVariables(variables: Variables): string {
  const list = variables.list();
  let text = "";
  for (let i = 0; i < list.length; i++) {
    const one = list[i];
    if (one === undefined) continue;
    const { type, size } = typeAndSize(one.value);
    text += `${text === "" ? "" : "\n"}${one.name}: ${type}${size === "" ? "" : `, ${size}`}`;
  }
  return text === "" ? "There are no variables yet." : text;
}

import type { Corpus } from "../../core/corpus";
import type { Limits, RunEvent } from "../../core/events";
import { Meter } from "../../core/meter";
import type { CellHandlers, CellResult, Repl, SubCall, SubReply } from "../../core/repl";
import type { RlmOptions } from "../../core/run";
import { SubQueries } from "../../core/subQueries";
import { Tree } from "../../core/tree";
import { childStarter } from "../../core/treeRun";
import type { RunNode } from "../../core/engine";

/** One REPL by hand: cells of a person instead of those of a model, with the same sub-queries and limits. */
export class ReplSession {
  private cells = 0;

  private constructor(
    private readonly repl: Repl,
    private readonly tree: Tree,
    private readonly queries: SubQueries | null,
  ) {}

  /** Opens a REPL over a corpus. `models` false: sub-queries are errors. `onEvent` sees the sub-queries. */
  static async open(
    options: RlmOptions,
    limits: Limits,
    corpus: Corpus,
    models: boolean,
    onEvent: (event: RunEvent) => void,
  ): Promise<ReplSession> {
    const repl = await options.repls.open({ corpus, cellTimeoutMs: limits.cellTimeoutMs, history: [] });
    const tree = new Tree(options, limits, onEvent);
    return new ReplSession(repl, tree, models ? subQueries(options, tree, corpus) : null);
  }

  /** Runs one cell; `output` gets what it prints as it comes. */
  run(code: string, output: (text: string) => void, signal: AbortSignal): Promise<CellResult> {
    const cell = ++this.cells;
    const handlers: CellHandlers = {
      output,
      query: (call, clock) =>
        this.queries === null
          ? Promise.resolve(refuseAll(call))
          : this.queries.answer(cell, call, clock, AbortSignal.any([signal, this.tree.signal])),
    };
    return this.repl.run({ cell, code }, handlers, signal);
  }

  async dispose(): Promise<void> {
    await this.queries?.end();
    this.tree.dispose();
    await this.repl.dispose();
  }
}

function subQueries(options: RlmOptions, tree: Tree, corpus: Corpus): SubQueries {
  const node: RunNode = {
    id: "repl",
    parent: null,
    depth: 0,
    question: "",
    corpus,
    history: [],
    maxTurns: tree.limits.maxTurns,
    meter: new Meter(),
    signal: tree.signal,
    model: options.model,
    subModel: options.subModel ?? options.model,
  };
  const { id, depth, meter, subModel } = node;
  return new SubQueries(tree, { run: id, depth, meter, subModel, startChild: childStarter(tree, node) });
}

function refuseAll(call: SubCall): readonly SubReply[] {
  return call.prompts.map(() => ({ ok: false, error: "sub-queries are switched off here (--no-models)" }));
}

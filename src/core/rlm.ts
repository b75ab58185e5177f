import { newRunId } from "./ids";
import { Ledger, type CostSummary } from "./ledger";
import { resolveLimits } from "./limits";
import { Meter } from "./meter";
import type { RlmOptions, Run, RunRequest, RunResult } from "./run";
import { EventHub, RunHandle } from "./runHandle";
import { STOPPED_BY_USER } from "./stopper";
import type { RunLog } from "./store";
import { Tree } from "./tree";
import { runNode } from "./treeRun";

/**
 * A Recursive Language Model: asks questions about contexts of any size.
 *
 * ```ts
 * const rlm = new Rlm({ model, subModel, repls, contexts, app });
 * const run = rlm.run({ question, corpus });
 * for await (const event of run) show(event);
 * const { status, answer } = await run.result;
 * ```
 */
export class Rlm {
  private ledger = new Ledger();

  constructor(private readonly options: RlmOptions) {}

  /**
   * Starts a run; its first event comes after the caller's own synchronous code. Throws `LimitError` for limits that
   * make no sense and `TypeError` for a blank question; everything later is a result.
   */
  run(request: RunRequest): Run {
    const limits = resolveLimits(this.options.limits, request.limits);
    if (request.question.trim() === "") throw new TypeError("The question is empty. Ask something about the context.");
    const id = newRunId(new Date());
    const hub = new EventHub();
    const log = this.options.store?.create(id) ?? null;
    const tree = new Tree(this.options, limits, (event) => hub.send(log === null ? event : log.append(event)));
    tree.stopper.stopWith(request.signal, STOPPED_BY_USER);
    const result = Promise.resolve()
      .then(() => this.finish(id, tree, request, log))
      .finally(() => {
        tree.dispose();
        hub.close();
      });
    // Whoever reads only the events need not look at the result as well.
    result.catch(() => undefined);
    return new RunHandle(id, log?.path ?? null, result, hub, tree.stopper);
  }

  /** Answers `question` over plain text or plain data, like a model's own completion. Throws if there is no answer. */
  async completion(context: unknown, question: string): Promise<string> {
    const value =
      typeof context === "string"
        ? { shape: "text" as const, text: context }
        : { shape: "json" as const, text: JSON.stringify(context) };
    const corpus = await this.options.contexts.pack(value, "context");
    try {
      const { answer, reason } = await this.run({ question, corpus }).result;
      if (answer === null) throw new Error(reason?.text ?? "The run ended without an answer.");
      return answer;
    } finally {
      await corpus.dispose();
    }
  }

  /** What all runs since the start, or since `reset`, have used: per model and in all, in tokens and USD. */
  costSummary(): CostSummary {
    return this.ledger.summary();
  }

  /** Forgets what was spent so far. */
  reset(): void {
    this.ledger = new Ledger();
  }

  private async finish(id: string, tree: Tree, request: RunRequest, log: RunLog | null): Promise<RunResult> {
    const { model, subModel = model } = this.options;
    const { question, corpus, history = [] } = request;
    const outcome = await runNode(tree, {
      id,
      parent: null,
      depth: 0,
      question,
      corpus,
      history,
      maxTurns: tree.limits.maxTurns,
      meter: new Meter(),
      signal: tree.signal,
      model,
      subModel,
    }).finally(() => {
      this.ledger.merge(tree.ledger);
      return log?.close();
    });
    const { status, answer, reason, totals } = outcome;
    return { ...totals, id, status, answer, reason, logPath: log?.failure === null ? log.path : null };
  }
}

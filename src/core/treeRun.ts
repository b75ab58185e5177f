import { TurnLoop, type LoopOutcome, type RunNode } from "./engine";
import { SCHEMA_VERSION, type Limits, type RunTotals } from "./events";
import { Meter } from "./meter";
import type { Model } from "./model";
import type { ReplOptions, SubOptions, SubPrompt } from "./repl";
import { internalReason, replReason } from "./reasons";
import { SubQueries, type ChildOutcome } from "./subQueries";
import { modelInfo, type Tree } from "./tree";

/** Runs one node of a tree from its first event to its last. Never rejects for what models, cells or limits do. */
export async function runNode(tree: Tree, node: RunNode): Promise<LoopOutcome & { readonly totals: RunTotals }> {
  const start = tree.now();
  const outcome = await openAndLoop(tree, node).catch((error: unknown): LoopOutcome => {
    return { status: "failed", answer: null, reason: internalReason(error) };
  });
  const totals = node.meter.totals(tree.now() - start);
  tree.emit({ type: "run.end", run: node.id, ...outcome, totals });
  return { ...outcome, totals };
}

async function openAndLoop(tree: Tree, node: RunNode): Promise<LoopOutcome> {
  const options: ReplOptions = {
    corpus: node.corpus,
    cellTimeoutMs: tree.limits.cellTimeoutMs,
    history: node.history,
  };
  const opened = await tree.options.repls.open(options).catch((error: unknown) => replReason(error));
  announce(tree, node, "code" in opened ? [] : opened.isolation);
  if ("code" in opened) return { status: "failed", answer: null, reason: opened };
  const queries = new SubQueries(tree, {
    run: node.id,
    depth: node.depth,
    meter: node.meter,
    subModel: node.subModel,
    startChild: childStarter(tree, node),
  });
  try {
    return await new TurnLoop(tree, node, opened, queries).run();
  } finally {
    await queries.end();
    await opened.dispose();
  }
}

function announce(tree: Tree, node: RunNode, isolation: readonly string[]): void {
  tree.emit({
    type: "run.start",
    run: node.id,
    schema: SCHEMA_VERSION,
    startedAt: new Date().toISOString(),
    parent: node.parent,
    depth: node.depth,
    question: node.question,
    context: node.corpus.manifest,
    models: { root: modelInfo(node.model), sub: modelInfo(node.subModel) },
    limits: { ...tree.limits, maxTurns: node.maxTurns },
    isolation,
    app: tree.options.app,
  });
  if (node.depth > 0) return;
  for (const text of whatIsUnknown(tree.limits, [node.model, node.subModel])) {
    tree.emit({ type: "note", run: node.id, level: "warning", text, turn: null, cell: null });
  }
}

/** What a person should know of models of which the price or the window is unknown: said once a run. */
function whatIsUnknown({ maxCostUsd }: Limits, models: readonly Model[]): string[] {
  const names = (some: (model: Model) => boolean): string =>
    [...new Set(models.filter(some).map(({ id }) => id))].join(", ");
  const unpriced = names(({ capabilities }) => capabilities.price === null);
  const unsized = names(({ capabilities }) => !capabilities.contextKnown);
  const notes: string[] = [];
  if (unpriced !== "" && maxCostUsd !== null) {
    notes.push(
      `The price of ${unpriced} is unknown, so the cost reads "unknown" and the cost limit can't bind. The other limits hold.`,
    );
  }
  if (unsized !== "") notes.push(`The window of ${unsized} is unknown; 128,000 tokens are assumed.`);
  return notes;
}

/** Starts child runs: each with its own REPL, question and context, and what is left of the tree's budget. */
export function childStarter(tree: Tree, parent: RunNode) {
  let children = 0;
  const start = async (
    query: number,
    prompt: SubPrompt,
    options: SubOptions,
    signal: AbortSignal,
  ): Promise<ChildOutcome> => {
    const id = `${parent.id}/${String(++children)}`;
    const meter = new Meter(parent.meter);
    parent.meter.countChildRun();
    const context = prompt.context ?? { shape: "text" as const, text: prompt.prompt };
    const corpus = await tree.options.contexts.pack(context, "context of a child run");
    try {
      const child = await runNode(tree, {
        id,
        parent: { run: parent.id, query },
        depth: parent.depth + 1,
        question: prompt.prompt,
        corpus,
        history: [],
        maxTurns: Math.min(options.maxTurns ?? tree.limits.maxTurns, tree.limits.maxTurns),
        meter,
        signal,
        model: parent.model,
        subModel: parent.subModel,
      });
      const { usage, costUsd } = child.totals;
      const good = child.status === "answered" || child.status === "forced";
      const error = child.reason?.text ?? "the child run gave no answer";
      const reply =
        good && child.answer !== null ? { ok: true as const, text: child.answer } : { ok: false as const, error };
      return { run: id, reply, usage, costUsd };
    } finally {
      await corpus.dispose();
    }
  };
  return (query: number, prompt: SubPrompt, options: SubOptions, signal: AbortSignal): Promise<ChildOutcome> =>
    tree.slotsAt(parent.depth + 1).use(() => {
      // It may have been ended while it waited for its place.
      if (signal.aborted) return Promise.reject(new Error("it was cancelled"));
      return start(query, prompt, options, signal);
    });
}

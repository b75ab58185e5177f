import { memoryKey } from "./memory";
import type { Meter } from "./meter";
import { ModelError, type Message, type Model, type ModelRequest } from "./model";
import { mapPool } from "./pool";
import { digits } from "./prompts/format";
import type { CellClock, SubCall, SubOptions, SubPrompt, SubReply } from "./repl";
import { asModelError, estimateRequest, requestChars, sendRequest } from "./request";
import type { Tree } from "./tree";
import { costOf, NO_USAGE, totalTokens, type Usage } from "./usage";

/** Sub-queries of one batch that may wait for their models at once; the scheduler may let fewer through. */
const BATCH_WIDTH = 64;

/** How long in ms the end of a run waits for its sub-queries to obey. */
const END_MS = 1_000;

/** Optimistic, so that nothing that might fit is refused before it is sent. */
const MOST_CHARS_PER_TOKEN = 4.5;

/** What a child run came to: its answer, or an error worded for the model. */
export interface ChildOutcome {
  readonly run: string;
  readonly reply: SubReply;
  readonly usage: Usage;
  readonly costUsd: number | null;
}

/** The run whose cells ask. */
export interface Asker {
  readonly run: string;
  readonly depth: number;
  readonly meter: Meter;
  readonly subModel: Model;
  /** `signal` ends the child. */
  startChild(query: number, prompt: SubPrompt, options: SubOptions, signal: AbortSignal): Promise<ChildOutcome>;
}

/** One sub-query as it is about to be asked. */
interface Question {
  readonly kind: "llm" | "rlm";
  readonly prompt: SubPrompt;
  readonly options: SubOptions;
  readonly model: Model;
  readonly key: string;
}

/** Where a sub-query comes from. */
interface Asked {
  readonly cell: number;
  readonly kind: SubCall["kind"];
  readonly batch: { readonly index: number; readonly size: number } | null;
  readonly clock: CellClock;
  readonly signal: AbortSignal;
}

/** What became of a sub-query: its event's second half. */
interface Outcome {
  readonly reply: SubReply;
  readonly cancelled: boolean;
  readonly fromMemory: boolean;
  readonly usage: Usage;
  readonly costUsd: number | null;
  readonly childRun: string | null;
}

const AT_DEPTH_LIMIT = "rlm_query at the depth limit: asked as a plain sub-query.";

const UNPAID = { cancelled: false, fromMemory: false, usage: NO_USAGE, costUsd: 0, childRun: null };

/** Answers the sub-queries of one run's cells, within the limits of its tree. */
export class SubQueries {
  private readonly ended = new AbortController();
  private readonly pending = new Set<Promise<unknown>>();

  constructor(
    private readonly tree: Tree,
    private readonly asker: Asker,
  ) {}

  /** One reply per prompt, in order. Never rejects. `signal` ends with the cell that asked, or with the run. */
  answer(cell: number, call: SubCall, clock: CellClock, signal: AbortSignal): Promise<readonly SubReply[]> {
    const size = call.prompts.length;
    const either = AbortSignal.any([signal, this.ended.signal]);
    const answers = mapPool(call.prompts, BATCH_WIDTH, (prompt, index) =>
      this.answerOne(
        { cell, kind: call.kind, batch: call.batch ? { index, size } : null, clock, signal: either },
        prompt,
        call.options,
      ),
    );
    this.pending.add(answers);
    return answers.finally(() => this.pending.delete(answers));
  }

  /** The run is over: ends what nobody waits for any more, and waits a moment until it is told in the trajectory. */
  async end(): Promise<void> {
    if (this.pending.size === 0) return;
    this.ended.abort();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, END_MS)));
    await Promise.race([Promise.allSettled([...this.pending]), limit]);
    clearTimeout(timer);
  }

  private async answerOne(asked: Asked, given: SubPrompt, options: SubOptions): Promise<SubReply> {
    const { tree, asker } = this;
    const { cell, signal } = asked;
    const kind = asked.kind === "rlm" && asker.depth + 1 < tree.limits.maxDepth ? "rlm" : "llm";
    const prompt = kind === asked.kind ? given : plainPrompt(given);
    const model = this.modelFor(options);
    if (model instanceof ModelError) return refuse(model.message);
    const question = {
      kind,
      prompt,
      options,
      model,
      key: memoryKey(kind, model.id, prompt.prompt, [prompt.context, options]),
    } as const;
    const refused = this.refusal(question, signal);
    if (refused !== null) return refuse(refused);
    const known = tree.memory.recall(question.key);
    if (known === null && !tree.budget.takeSubQuery()) return refuse(this.noneLeft());

    const query = tree.nextQuery();
    const start = tree.now();
    const run = asker.run;
    tree.emit({
      type: "query.start",
      run,
      query,
      cell,
      kind,
      batch: asked.batch,
      model: model.id,
      prompt: prompt.prompt,
    });
    if (kind !== asked.kind) tree.emit({ type: "note", run, level: "info", text: AT_DEPTH_LIMIT, turn: null, cell });
    const outcome = await this.outcomeOf(query, question, known, asked);
    const { reply, cancelled, fromMemory, usage, costUsd, childRun } = outcome;
    asker.meter.countSubQuery(fromMemory);
    tree.emit({
      type: "query.end",
      run,
      query,
      status: reply.ok ? "ok" : cancelled ? "cancelled" : "error",
      reply: reply.ok ? reply.text : "",
      error: reply.ok ? null : reply.error,
      fromMemory,
      usage,
      costUsd,
      ms: tree.now() - start,
      childRun,
    });
    return reply;
  }

  /** From memory where that holds good; else asked, also when the one that was remembered came to nothing. */
  private async outcomeOf(
    query: number,
    question: Question,
    known: Promise<string> | null,
    asked: Asked,
  ): Promise<Outcome> {
    const { clock, signal } = asked;
    if (known !== null) {
      const text = await this.recalled(known, clock, signal);
      if (text !== null) return { ...UNPAID, reply: { ok: true, text }, fromMemory: true };
      if (signal.aborted) return { ...UNPAID, reply: refuse("cancelled"), cancelled: true };
      if (!this.tree.budget.takeSubQuery()) return { ...UNPAID, reply: refuse(this.noneLeft()) };
    }
    return this.ask(query, question, clock, signal);
  }

  /** A reply that is remembered; one that is still on its way is waited for as for a request. Null: it failed. */
  private async recalled(known: Promise<string>, clock: CellClock, signal: AbortSignal): Promise<string | null> {
    const settled = known.then(
      (text) => ({ text }),
      () => ({ text: null }),
    );
    clock.requestStarted();
    const aborted = Promise.withResolvers<{ text: null }>();
    const onAbort = (): void => aborted.resolve({ text: null });
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      return (await Promise.race([settled, aborted.promise])).text;
    } finally {
      signal.removeEventListener("abort", onAbort);
      clock.requestEnded();
    }
  }

  private modelFor(options: SubOptions): Model | ModelError {
    if (options.model === undefined || options.model === this.asker.subModel.id) return this.asker.subModel;
    try {
      const found = this.tree.options.findModel?.(options.model);
      return found ?? new ModelError("not-found", `there is no model "${options.model}" here; leave the option out`);
    } catch (error) {
      return asModelError(error);
    }
  }

  /** Why this query is not even sent, worded for the model; null where it may go. */
  private refusal(question: Question, signal: AbortSignal): string | null {
    const { tree } = this;
    const { kind, model } = question;
    if (signal.aborted) return "the run was stopped";
    if (tree.limits.maxDepth <= this.asker.depth)
      return "sub-queries are switched off in this run (depth limit); use code";
    const request = requestOf(question);
    const chars = requestChars(request);
    const mostChars = Math.floor(model.capabilities.contextTokens * MOST_CHARS_PER_TOKEN);
    if (kind === "llm" && chars > mostChars) {
      return `the prompt has ${digits(chars)} characters and the window of ${model.id} holds about ${digits(mostChars)}; split the text with chunk()`;
    }
    const overrun = tree.budget.overrun(estimateRequest(tree, model, request));
    if (overrun !== null) return `this query would overrun the ${overrun} limit of the run; finish with what you know`;
    return null;
  }

  private noneLeft(): string {
    return `the limit of ${digits(this.tree.limits.maxSubQueries)} sub-queries is reached; finish with what you know`;
  }

  private async ask(query: number, question: Question, clock: CellClock, signal: AbortSignal): Promise<Outcome> {
    clock.requestStarted();
    try {
      return await (question.kind === "rlm" ? this.askChild(query, question, signal) : this.askModel(question, signal));
    } finally {
      clock.requestEnded();
    }
  }

  private async askModel(question: Question, signal: AbortSignal): Promise<Outcome> {
    const { model } = question;
    const sent = sendRequest(this.tree, this.asker.meter, model, requestOf(question), signal);
    this.tree.memory.remember(
      question.key,
      sent.then((paid) => paid.reply.text),
    );
    try {
      const { reply, costUsd } = await sent;
      return { ...UNPAID, reply: { ok: true, text: reply.text }, usage: reply.usage, costUsd };
    } catch (error) {
      const failure = asModelError(error);
      const cancelled = failure.kind === "aborted";
      const usage = failure.details.usage ?? NO_USAGE;
      const costUsd = totalTokens(usage) === 0 ? 0 : costOf(usage, model.capabilities.price);
      return { ...UNPAID, reply: refuse(cancelled ? "cancelled" : failure.message), cancelled, usage, costUsd };
    }
  }

  private async askChild(query: number, question: Question, signal: AbortSignal): Promise<Outcome> {
    const started = this.asker.startChild(query, question.prompt, question.options, signal);
    this.tree.memory.remember(
      question.key,
      started.then(({ reply }) => (reply.ok ? reply.text : Promise.reject(new Error(reply.error)))),
    );
    try {
      const { reply, usage, costUsd, run } = await started;
      return { ...UNPAID, reply, usage, costUsd, childRun: run, cancelled: !reply.ok && signal.aborted };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { ...UNPAID, reply: refuse(`the child run could not start: ${why}`), cancelled: signal.aborted };
    }
  }
}

function requestOf({ prompt, options }: Question): ModelRequest {
  const messages: Message[] = [{ role: "user", content: prompt.prompt }];
  if (options.system !== undefined) messages.unshift({ role: "system", content: options.system });
  return {
    messages,
    purpose: "sub",
    ...(options.maxTokens === undefined ? {} : { maxTokens: options.maxTokens }),
    ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
    ...(options.schema === undefined ? {} : { schema: options.schema }),
  };
}

/** A child's question and context as one prompt, for the sub-model that answers in its place. */
function plainPrompt({ prompt, context }: SubPrompt): SubPrompt {
  return { prompt: context === null ? prompt : `${prompt}\n\n${context.text}`, context: null };
}

function refuse(error: string): SubReply {
  return { ok: false, error };
}

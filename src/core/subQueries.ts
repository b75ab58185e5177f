import { memoryKey } from "./memory";
import type { Meter } from "./meter";
import { ModelError, type Message, type Model, type ModelRequest } from "./model";
import { mapPool } from "./pool";
import { digits } from "./prompts/format";
import type { CellClock, SubCall, SubOptions, SubPrompt, SubReply } from "./repl";
import { asModelError, estimateRequest, sendRequest } from "./request";
import type { Tree } from "./tree";
import { costOf, NO_USAGE, totalTokens, type Usage } from "./usage";

/** Sub-queries of one batch that may wait for their models at once; the scheduler may let fewer through. */
const BATCH_WIDTH = 64;

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
  startChild(query: number, prompt: SubPrompt, options: SubOptions): Promise<ChildOutcome>;
}

/** One sub-query as it is about to be asked. */
interface Question {
  readonly kind: "llm" | "rlm";
  readonly prompt: SubPrompt;
  readonly options: SubOptions;
  readonly model: Model;
  readonly key: string;
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
  constructor(
    private readonly tree: Tree,
    private readonly asker: Asker,
  ) {}

  /** One reply per prompt, in order. Never rejects. `signal` ends with the cell that asked, or with the tree. */
  answer(cell: number, call: SubCall, clock: CellClock, signal: AbortSignal): Promise<readonly SubReply[]> {
    const size = call.prompts.length;
    return mapPool(call.prompts, BATCH_WIDTH, (prompt, index) =>
      this.answerOne(cell, call, prompt, call.batch ? { index, size } : null, clock, signal),
    );
  }

  private async answerOne(
    cell: number,
    call: SubCall,
    given: SubPrompt,
    batch: { readonly index: number; readonly size: number } | null,
    clock: CellClock,
    signal: AbortSignal,
  ): Promise<SubReply> {
    const { tree, asker } = this;
    const kind = call.kind === "rlm" && asker.depth + 1 < tree.limits.maxDepth ? "rlm" : "llm";
    const prompt = kind === call.kind ? given : plainPrompt(given);
    const model = this.modelFor(call.options);
    if (model instanceof ModelError) return refuse(model.message);
    const refused = this.refusal(kind, prompt, model, signal);
    if (refused !== null) return refuse(refused);

    const key = memoryKey(kind, model.id, prompt.prompt, [prompt.context, call.options]);
    const known = tree.memory.recall(key);
    if (known === null && !tree.budget.takeSubQuery()) return refuse(this.noneLeft());

    const query = tree.nextQuery();
    const start = tree.now();
    asker.meter.countSubQuery(known !== null);
    tree.emit({
      type: "query.start",
      run: asker.run,
      query,
      cell,
      kind,
      batch,
      model: model.id,
      prompt: prompt.prompt,
    });
    if (kind !== call.kind)
      tree.emit({ type: "note", run: asker.run, level: "info", text: AT_DEPTH_LIMIT, turn: null, cell });
    const question = { kind, prompt, options: call.options, model, key } as const;
    const outcome = known === null ? await this.ask(query, question, clock, signal) : await recalled(known);
    tree.emit({
      type: "query.end",
      run: asker.run,
      query,
      status: outcome.reply.ok ? "ok" : outcome.cancelled ? "cancelled" : "error",
      reply: outcome.reply.ok ? outcome.reply.text : "",
      error: outcome.reply.ok ? null : outcome.reply.error,
      fromMemory: outcome.fromMemory,
      usage: outcome.usage,
      costUsd: outcome.costUsd,
      ms: tree.now() - start,
      childRun: outcome.childRun,
    });
    return outcome.reply;
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
  private refusal(kind: "llm" | "rlm", prompt: SubPrompt, model: Model, signal: AbortSignal): string | null {
    const { limits, budget } = this.tree;
    if (signal.aborted) return "the run was stopped";
    if (limits.maxDepth <= this.asker.depth) return "sub-queries are switched off in this run (depth limit); use code";
    const mostChars = Math.floor(model.capabilities.contextTokens * MOST_CHARS_PER_TOKEN);
    if (kind === "llm" && prompt.prompt.length > mostChars) {
      return `the prompt has ${digits(prompt.prompt.length)} characters and the window of ${model.id} holds about ${digits(mostChars)}; split the text with chunk()`;
    }
    const overrun = budget.overrun(
      estimateRequest(model, { messages: [{ role: "user", content: prompt.prompt }], purpose: "sub" }),
    );
    if (overrun !== null) return `this query would overrun the ${overrun} limit of the run; finish with what you know`;
    return null;
  }

  private noneLeft(): string {
    return `the limit of ${digits(this.tree.limits.maxSubQueries)} sub-queries is reached; finish with what you know`;
  }

  private async ask(query: number, question: Question, clock: CellClock, signal: AbortSignal): Promise<Outcome> {
    clock.requestStarted();
    try {
      return await (question.kind === "rlm" ? this.askChild(query, question) : this.askModel(question, signal));
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

  private async askChild(query: number, question: Question): Promise<Outcome> {
    try {
      const { reply, usage, costUsd, run } = await this.asker.startChild(query, question.prompt, question.options);
      if (reply.ok) this.tree.memory.remember(question.key, Promise.resolve(reply.text));
      return { ...UNPAID, reply, usage, costUsd, childRun: run };
    } catch (error) {
      return { ...UNPAID, reply: refuse(`the child run could not start: ${asModelError(error).message}`) };
    }
  }
}

async function recalled(known: Promise<string>): Promise<Outcome> {
  try {
    return { ...UNPAID, reply: { ok: true, text: await known }, fromMemory: true };
  } catch (error) {
    return { ...UNPAID, reply: { ok: false, error: asModelError(error).message } };
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

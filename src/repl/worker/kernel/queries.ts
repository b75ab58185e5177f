import { MAX_BATCH, PIECE } from "../../bounds";
import { append, define, isArray, min, SafeMap, slice, stringify } from "./intrinsics";
import type { Outbox } from "./outbox";
import { defer, markQuery, type Deferred } from "./promises";
import { childPrompt, optionsJson, promptText, type Prompt } from "./prompts";
import { cut, digits, splitAt } from "./text";

/** Queries that may wait for replies at once, and characters of all their prompts. */
const MOST_PENDING = 20_000;
const MOST_CHARS = 400_000_000;

/** Failed items of a batch that the output names one by one. */
const NAMED_FAILURES = 10;

interface Pending {
  readonly name: string;
  readonly deferred: Deferred;
  readonly batch: boolean;
  /** Made where the query was asked, so that a failure points there. */
  readonly error: Error;
  readonly chars: number;
  readonly replies: string[];
  readonly failed: number[];
  /** The pieces that have come of a long reply. */
  begun: string;
}

/** What the queries need of the running cell. */
export interface Asker {
  cell(): number;
  print(text: string): void;
  readonly note: (text: string) => void;
}

/** The query functions of the cells. */
export class Queries {
  private readonly pending = new SafeMap<number, Pending>();
  private readonly answered: Pending[] = [];
  private chars = 0;
  private last = 0;

  constructor(
    private readonly outbox: Outbox,
    private readonly asker: Asker,
  ) {}

  get running(): number {
    return this.pending.size + this.answered.length;
  }

  /** Whether replies have come that no code has got yet. */
  get hasAnswers(): boolean {
    return this.answered.length > 0;
  }

  /** Whether any query was ever asked in this REPL. */
  get asked(): boolean {
    return this.last > 0;
  }

  readonly llm = (prompt: unknown, options?: unknown): Promise<unknown> =>
    this.ask("llm_query", "llm", false, options, () => [plain(prompt, "llm_query: the prompt")]);

  readonly rlm = (prompt: unknown, options?: unknown): Promise<unknown> =>
    this.ask("rlm_query", "rlm", false, options, () => [childPrompt(prompt, "rlm_query: the prompt")]);

  readonly llmBatch = (prompts: unknown, options?: unknown): Promise<unknown> =>
    this.ask("llm_query_batch", "llm", true, options, () => eachPrompt("llm_query_batch", prompts, plain));

  readonly rlmBatch = (prompts: unknown, options?: unknown): Promise<unknown> =>
    this.ask("rlm_query_batch", "rlm", true, options, () => eachPrompt("rlm_query_batch", prompts, childPrompt));

  /** A piece of a reply; `more` of it may follow. */
  reply(call: number, index: number, ok: boolean, text: string, more: boolean): void {
    const pending = this.pending.get(call);
    if (pending === undefined) return;
    pending.begun += text;
    if (more) return;
    define(pending.replies, index, ok ? pending.begun : `[error: ${pending.begun}]`);
    if (!ok) append(pending.failed, index);
    pending.begun = "";
  }

  replied(call: number): void {
    const pending = this.pending.get(call);
    if (pending === undefined) return;
    this.pending.delete(call);
    this.chars -= pending.chars;
    append(this.answered, pending);
  }

  /** Gives the replies that have come to the code that waits for them. */
  settle(): void {
    const { answered } = this;
    for (let i = 0; i < answered.length; i++) {
      const one = answered[i];
      if (one !== undefined) this.settleOne(one);
    }
    answered.length = 0;
  }

  /** Nobody waits any more. */
  stop(): void {
    this.pending.clear();
    this.answered.length = 0;
    this.chars = 0;
  }

  private ask(
    name: string,
    kind: "llm" | "rlm",
    batch: boolean,
    options: unknown,
    read: () => Prompt[],
  ): Promise<unknown> {
    const deferred = defer();
    markQuery(deferred.promise);
    try {
      const prompts = read();
      const json = optionsJson(options, name, this.asker.note);
      if (prompts.length === 0) deferred.resolve([]);
      else this.send(name, kind, batch, prompts, json, deferred);
    } catch (error) {
      deferred.reject(error);
    }
    return deferred.promise;
  }

  private send(
    name: string,
    kind: "llm" | "rlm",
    batch: boolean,
    prompts: readonly Prompt[],
    options: string,
    deferred: Deferred,
  ): void {
    const cell = this.asker.cell();
    if (cell === 0) throw new Error(`${name}: no cell is running`);
    const chars = charsOf(prompts);
    if (this.pending.size >= MOST_PENDING) {
      throw new RangeError(
        `${name}: ${digits(MOST_PENDING)} queries wait for their replies already. Wait for some of them first.`,
      );
    }
    if (this.chars + chars > MOST_CHARS) {
      throw new RangeError(
        `${name}: the prompts that wait for replies have over ${digits(MOST_CHARS)} characters. Ask in smaller batches.`,
      );
    }
    const id = ++this.last;
    this.chars += chars;
    this.pending.set(id, { name, deferred, batch, error: new Error(""), chars, replies: [], failed: [], begun: "" });
    const place = `"c":${cell},"id":${id}`;
    this.outbox.frame(
      `{"t":"call",${place},"kind":"${kind}","batch":${batch ? "true" : "false"},"n":${prompts.length},"o":${options}}`,
    );
    for (let i = 0; i < prompts.length; i++) {
      const prompt = prompts[i];
      if (prompt === undefined) continue;
      this.sendText(`${place},"i":${i},"part":"prompt"`, prompt.text);
      if (prompt.context !== null)
        this.sendText(`${place},"i":${i},"part":"${prompt.context.shape}"`, prompt.context.text);
    }
    this.outbox.frame(`{"t":"send",${place}}`);
  }

  private sendText(place: string, text: string): void {
    for (let start = 0; start === 0 || start < text.length;) {
      const end = splitAt(text, min(start + PIECE, text.length));
      this.outbox.frame(`{"t":"prompt",${place},"s":${stringify(slice(text, start, end))}}`);
      if (end === 0) break;
      start = end;
    }
  }

  private settleOne({ name, deferred, batch, error, replies, failed }: Pending): void {
    if (batch) {
      if (failed.length > 0) this.asker.print(failures(name, replies, failed));
      deferred.resolve(replies);
    } else if (failed.length > 0) {
      define(error, "message", replies[0] ?? "[error: no reply]", false);
      deferred.reject(error);
    } else {
      deferred.resolve(replies[0] ?? "");
    }
  }
}

function plain(value: unknown, what: string): Prompt {
  return { text: promptText(value, what), context: null };
}

function eachPrompt(name: string, prompts: unknown, read: (item: unknown, what: string) => Prompt): Prompt[] {
  if (!isArray(prompts)) throw new TypeError(`${name}(prompts): prompts must be an array`);
  if (prompts.length > MAX_BATCH) {
    throw new RangeError(
      `${name}: ${digits(prompts.length)} prompts at once; at most ${digits(MAX_BATCH)} fit in one call`,
    );
  }
  const all: Prompt[] = [];
  for (let i = 0; i < prompts.length; i++) append(all, read(prompts[i], `${name}: prompts[${i}]`));
  return all;
}

function charsOf(prompts: readonly Prompt[]): number {
  let chars = 0;
  for (let i = 0; i < prompts.length; i++)
    chars += (prompts[i]?.text.length ?? 0) + (prompts[i]?.context?.text.length ?? 0);
  return chars;
}

/** What a batch's output says of its failed items. */
function failures(name: string, replies: readonly string[], failed: readonly number[]): string {
  let text = `[${name}: ${failed.length} of ${replies.length} failed]\n`;
  for (let i = 0; i < min(failed.length, NAMED_FAILURES); i++) {
    const index = failed[i] ?? 0;
    text += `  item ${index}: ${cut(replies[index] ?? "", 300)}\n`;
  }
  return failed.length > NAMED_FAILURES ? `${text}  and ${failed.length - NAMED_FAILURES} more\n` : text;
}

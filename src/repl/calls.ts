import type { CellClock, CellHandlers, SubCall, SubContext, SubOptions, SubPrompt, SubReply } from "../core/repl";
import { pieces } from "./pieces";
import type { HostFrame, WorkerFrame } from "./protocol";

type CallFrame = Extract<WorkerFrame, { t: "call" }>;
type PromptFrame = Extract<WorkerFrame, { t: "prompt" }>;
type SendFrame = Extract<WorkerFrame, { t: "send" }>;

/** Characters of all prompts that are coming in or wait for replies. */
const MOST_CHARS = 500_000_000;

interface Coming {
  readonly head: CallFrame;
  readonly prompts: { prompt: string; context: { shape: "text" | "json"; text: string } | null }[];
}

/** What the calls of one cell need. */
export interface Caller {
  readonly cell: number;
  readonly handlers: CellHandlers;
  readonly clock: CellClock;
  send(frame: HostFrame): void;
  /** The worker does what it must not. */
  fail(): void;
}

/** Puts the sub-queries of one cell together, has them answered, and sends the replies back. */
export class Calls {
  private readonly coming = new Map<number, Coming>();
  private chars = 0;
  private last = -1;
  private hasEnded = false;

  constructor(private readonly caller: Caller) {}

  take(frame: CallFrame | PromptFrame | SendFrame): void {
    switch (frame.t) {
      case "call":
        this.begin(frame);
        return;
      case "prompt":
        this.add(frame);
        return;
      case "send":
        this.ask(frame.id);
        return;
    }
  }

  /** Replies that come now are nobody's. */
  end(): void {
    this.hasEnded = true;
    this.coming.clear();
  }

  private begin(head: CallFrame): void {
    // Ids only grow: a repeated one is forged.
    if (head.id <= this.last || (!head.batch && head.n !== 1)) {
      this.caller.fail();
      return;
    }
    this.last = head.id;
    this.coming.set(head.id, { head, prompts: Array.from({ length: head.n }, () => ({ prompt: "", context: null })) });
  }

  private add({ id, i, part, s }: PromptFrame): void {
    const prompt = this.coming.get(id)?.prompts[i];
    this.chars += s.length;
    if (prompt === undefined || this.chars > MOST_CHARS) {
      this.caller.fail();
    } else if (part === "prompt") {
      prompt.prompt += s;
    } else {
      prompt.context = { shape: part, text: (prompt.context?.text ?? "") + s };
    }
  }

  private ask(id: number): void {
    const coming = this.coming.get(id);
    if (coming === undefined) {
      this.caller.fail();
      return;
    }
    this.coming.delete(id);
    const { head, prompts } = coming;
    const call: SubCall = {
      kind: head.kind,
      batch: head.batch,
      prompts: prompts.map(toPrompt),
      options: toOptions(head.o),
    };
    const chars = prompts.reduce((sum, one) => sum + one.prompt.length + (one.context?.text.length ?? 0), 0);
    void this.caller.handlers
      .query(call, this.caller.clock)
      .catch((): readonly SubReply[] => [])
      .then((replies) => {
        this.chars -= chars;
        this.answer(id, head.n, replies);
      });
  }

  private answer(call: number, many: number, replies: readonly SubReply[]): void {
    if (this.hasEnded) return;
    const { cell } = this.caller;
    for (let index = 0; index < many; index++) {
      const reply = replies[index] ?? { ok: false, error: "the query failed for a reason of our own" };
      const parts = pieces(reply.ok ? reply.text : reply.error);
      parts.forEach((text, i) => {
        this.caller.send({ t: "reply", cell, call, index, ok: reply.ok, text, more: i + 1 < parts.length });
      });
    }
    this.caller.send({ t: "replied", cell, call });
  }
}

function toPrompt({ prompt, context }: { prompt: string; context: SubContext | null }): SubPrompt {
  return { prompt, context };
}

function toOptions(given: CallFrame["o"]): SubOptions {
  const { model, system, maxTokens, temperature, maxTurns, schema } = given;
  return {
    ...(model === undefined ? {} : { model }),
    ...(system === undefined ? {} : { system }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTurns === undefined ? {} : { maxTurns }),
    ...(schema === undefined ? {} : { schema }),
  };
}

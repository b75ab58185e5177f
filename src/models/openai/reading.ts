import type { Finish, ModelDelta } from "../../core/model";
import { ReplyError } from "./replyError";
import type { WireCompletion, WireDelta, WireUsage } from "./wire";

/** More than any model writes; a server that sends more is broken or hostile. UTF-16 code units. */
const MAX_REPLY_CHARS = 16_000_000;

/** Puts a reply together from its chunks. */
export class Reading {
  #text = "";
  #reasoning = "";
  #refusal = "";
  #finish: string | null = null;
  #usage: WireUsage | null = null;
  #choices = 0;

  get text(): string {
    return this.#text;
  }

  get reasoning(): string {
    return this.#reasoning;
  }

  /** The model's words where it declined instead of answering. */
  get refusal(): string {
    return this.#refusal;
  }

  /** The last report; some servers repeat a running total in every chunk. */
  get usage(): WireUsage | null {
    return this.#usage;
  }

  /** Null until the server has said that the reply is whole. */
  get finish(): Finish | null {
    return this.#finish === null ? null : finishOf(this.#finish);
  }

  /** False as long as nothing that came was part of a reply. */
  get begun(): boolean {
    return this.#choices > 0;
  }

  /** Takes a chunk or a whole completion and returns what is new in it. */
  add(chunk: WireCompletion): readonly ModelDelta[] {
    if (chunk.usage) this.#usage = chunk.usage;
    const deltas: ModelDelta[] = [];
    for (const choice of chunk.choices ?? []) {
      this.#choices += 1;
      if ((choice.index ?? 0) !== 0) continue;
      const delta = choice.delta ?? choice.message;
      if (delta) deltas.push(...this.#take(delta));
      // Some servers send "" in every chunk but the last.
      if (choice.finish_reason === "error") throw new ReplyError("failed");
      if (choice.finish_reason) this.#finish = choice.finish_reason;
    }
    if (this.#text.length + this.#reasoning.length > MAX_REPLY_CHARS) {
      throw new ReplyError("too-large");
    }
    return deltas;
  }

  #take(delta: WireDelta): ModelDelta[] {
    const { text, thinking } = split(delta.content);
    const reasoning = (delta.reasoning_content || delta.reasoning || "") + thinking;
    this.#reasoning += reasoning;
    this.#text += text;
    this.#refusal += delta.refusal ?? "";
    return [
      ...(reasoning === "" ? [] : [{ kind: "reasoning", text: reasoning } as const]),
      ...(text === "" ? [] : [{ kind: "text", text } as const]),
    ];
  }
}

function split(content: WireDelta["content"]): { readonly text: string; readonly thinking: string } {
  if (typeof content === "string") return { text: content, thinking: "" };
  let text = "";
  let thinking = "";
  for (const part of content ?? []) {
    if (part.type === "thinking") thinking += thinkingText(part.thinking);
    else text += part.text ?? "";
  }
  return { text, thinking };
}

/** Mistral's thinking part holds a list of text parts, others a string. */
function thinkingText(thinking: unknown): string {
  if (typeof thinking === "string") return thinking;
  if (!Array.isArray(thinking)) return "";
  return thinking
    .map((part: unknown) =>
      typeof part === "object" && part !== null && "text" in part && typeof part.text === "string" ? part.text : "",
    )
    .join("");
}

function finishOf(reason: string): Finish {
  switch (reason) {
    case "length":
    case "max_tokens":
    case "model_length":
      return "length";
    case "content_filter":
      return "filter";
    default:
      return "stop";
  }
}

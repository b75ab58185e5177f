import type { Message } from "../../../core/model";
import { readMetadata, type Metadata } from "./metadata";
import { readStatus, type Status } from "./status";

/** One earlier turn: what this model replied, and what it was shown then. */
export interface Exchange {
  readonly reply: string;
  /** What its cells printed; where that was cut, the lines at the cut are left out. */
  readonly output: string;
  readonly clipped: boolean;
  /** The error of a cell, or null. */
  readonly error: string | null;
  readonly notes: string;
}

/** A root model's conversation as the engine sends it: everything that this model knows, for it keeps nothing itself. */
export interface Conversation {
  readonly question: string;
  readonly metadata: Metadata;
  readonly status: Status;
  readonly exchanges: readonly Exchange[];
  /** The turns have run out: this reply must be the answer. */
  readonly forced: boolean;
}

const FIRST = /^<question>\n([\s\S]*?)\n<\/question>\n\n<context>\n([\s\S]*?)\n<\/context>/;

/** Reads a root model's messages; null where they are something else: a sub-query. */
export function readConversation(messages: readonly Message[]): Conversation | null {
  const at = messages.findIndex((message) => message.role === "user");
  const [first, ...rest] = messages.slice(at);
  const match = FIRST.exec(first?.content ?? "");
  if (messages[0]?.role !== "system" || first === undefined || match === null) return null;
  const exchanges: Exchange[] = [];
  let reply = "";
  for (const message of rest) {
    if (message.role === "assistant") reply = message.content;
    else exchanges.push({ reply, ...readObservation(message.content) });
  }
  const newest = messages.at(-1)?.content ?? "";
  return {
    question: match[1] ?? "",
    metadata: readMetadata(match[2] ?? ""),
    status: readStatus(newest),
    exchanges,
    forced: /^The turns have run out\./m.test(afterData(newest)),
  };
}

const OPENING = /^<output characters="\d+">\n/m;
const CLIP = /\n\[… \d+ of \d+ characters are not shown; .*?…\]\n/;

/** One cell a turn is what this model writes, so all between the first opening and the last closing tag is its output. */
function readObservation(content: string): Omit<Exchange, "reply"> {
  const opening = OPENING.exec(content);
  const end = content.lastIndexOf("\n</output>");
  const raw = opening === null || end < 0 ? "" : content.slice(opening.index + opening[0].length, end);
  const rest = afterData(content);
  const error = /^<error>\n([\s\S]*?)\n<\/error>/m.exec(rest)?.[1] ?? null;
  const [head = "", tail] = raw.split(CLIP);
  const output =
    tail === undefined ? head : `${head.slice(0, head.lastIndexOf("\n"))}${tail.slice(tail.indexOf("\n"))}`;
  return { output, clipped: tail !== undefined, error, notes: [...rest.matchAll(/^Note: .*$/gm)].join("\n") };
}

/** What stands behind the data of the context: errors, notes, the status line. */
function afterData(content: string): string {
  const end = content.lastIndexOf("\n</output>");
  return end < 0 ? content : content.slice(end);
}

import { answer, nothingFound } from "./answer";
import { arithmetic } from "./arithmetic";
import { computing } from "./computing";
import type { Conversation } from "./conversation";
import { counting } from "./counting";
import { writeReply, type Move } from "./move";
import { overview } from "./overview";
import { peek } from "./peek";
import { searching } from "./searching";
import { Talk } from "./talk";

/** The next reply of the root model. All that it knows it reads from the conversation. */
export function rootReply(conversation: Conversation): string {
  return writeReply(nextMove(new Talk(conversation)));
}

function nextMove(talk: Talk): Move {
  const { metadata } = talk.conversation;
  if (metadata.variables.length === 0) return answer(nothingFound(talk, []));
  if (metadata.characters === 0)
    return talk.done("Peek").length === 0 && !talk.isLast ? peek(talk) : answer(nothingFound(talk, []));
  const peeked = talk.done("Peek").length > 0;
  if (!peeked && talk.failures("Peek") === 0 && !talk.isLast) return peek(talk);
  return (peeked ? (computing(talk) ?? arithmetic(talk) ?? counting(talk) ?? overview(talk)) : null) ?? searching(talk);
}

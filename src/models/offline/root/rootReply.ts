import { answer, findsNothing, nothingFound } from "./answer";
import { arithmetic } from "./arithmetic";
import { beside } from "./beside";
import { computing, unmatched } from "./computing";
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
  return (
    (peeked ? (computing(talk) ?? arithmetic(talk) ?? counting(talk) ?? beside(talk) ?? overview(talk)) : null) ??
    passages(talk)
  );
}

/** Passages for all that no code has answered. A number in a row is no figure, so none is taken for the answer. */
function passages(talk: Talk): Move {
  const figure = unmatched(talk);
  const move = searching(talk, figure === null);
  return figure !== null && findsNothing(move) ? figure : move;
}

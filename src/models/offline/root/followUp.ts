import { isMet, newNames, type Chain } from "../extract/chain";
import type { Move } from "./move";
import { namesToFind, withCode } from "./patterns";
import type { Talk } from "./talk";

const MOST_ROUNDS = 3;
const NAMES_AT_ONCE = 4;
const PASSAGES = 8;

/**
 * The second step of a question in two steps: the quotes bring up names that the question does not have, and some of
 * the question is still open. Null where there is no such name, or no more time to follow one.
 */
export function followUp(talk: Talk, chains: readonly Chain[]): Move | null {
  const rounds = talk.done("Follow up").length;
  const isReady = talk.has("search") && talk.has("read") && talk.failures("Follow up") === 0;
  if (talk.isLast || rounds >= MOST_ROUNDS || !isReady) return null;
  const names = openNames(talk, chains);
  if (names.length === 0) return null;
  const listed = names.map((name) => `“${name}”`).join(", ");
  const most = Math.min(PASSAGES, talk.subQueries);
  const passages = most > 0 ? `about.slice(0, ${String(most)}), Object.keys(names).join("; ")` : "about";
  return {
    step: "Follow up",
    plan: `Not all of the question is met yet, and the quotes bring up ${listed}: what is said about that?`,
    code: `// A second search: places that have one of these names.
const names = ${withCode(namesToFind(names))};
const about = search({ ...words, ...names }, (place) => Object.keys(names).some((name) => name in place.words));
show(await read(${passages}));`,
  };
}

function openNames(talk: Talk, chains: readonly Chain[]): string[] {
  const [best] = chains;
  if (best === undefined || talk.question.open || isMet(talk.question, best.met)) return [];
  const followed = new Set(talk.done("Follow up").flatMap(({ reply }) => reply.match(/(?<=“).*?(?=”)/g) ?? []));
  const lasts = chains.slice(0, 3).flatMap((chain) => chain.quotes.slice(-1));
  const names = new Set(lasts.flatMap((quote) => newNames(talk.question, quote, [])));
  return [...names].filter((name) => !followed.has(name)).slice(0, NAMES_AT_ONCE);
}

import { namesIn } from "../language/names";
import { isStopWord } from "../language/stopWords";
import type { Asked } from "./asked";
import { COMMON } from "./vocabulary";

const COUNTED =
  /\b(?:how many|(?:number|percentage|percent|share|proportion) of|count(?: of| the)?|the most|the fewest|top \w+)\s+(?:different |distinct |unique |of the |the )?(?=\p{L})/u;

/** Words of the question that no reader has explained: with them unread, any figure would be a guess. */
export function leftOver(asked: Asked): string[] {
  const nounAt = countedNoun(asked);
  const names = new Set(namesIn(asked.text).flatMap((name) => name.split(/\s+/)));
  return asked.words.flatMap(({ text, stem }, index) => {
    if (asked.isUsed(index) || asked.isSubject(index) || isStopWord(text) || asked.columnAt(index) !== null) return [];
    const isName = names.has(text) && index > 0;
    return !isName && (index === nounAt || COMMON.has(stem)) ? [] : [text];
  });
}

/** Index of the noun that is counted: "gold users" is about users. It may be any word, for tables rarely name their rows. */
function countedNoun(asked: Asked): number {
  const counted = COUNTED.exec(asked.lower);
  if (counted === null) return -1;
  const start = asked.wordAt(counted.index + counted[0].length);
  const rest = asked.words.slice(start);
  const end = rest.findIndex(
    ({ text, stem }, i) => isStopWord(text) || asked.isUsed(start + i) || (i > 0 && COMMON.has(stem)),
  );
  const run = rest.slice(0, end < 0 ? undefined : end).map((_, i) => start + i);
  return run.find((index) => asked.isSubject(index)) ?? run.at(-1) ?? -1;
}

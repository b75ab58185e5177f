import type { Rarity } from "../extract/score";
import type { Patterns } from "./patterns";
import type { Talk } from "./talk";

/** How many lines each word was found on, as the search cells have printed it. */
export function countsOf(talk: Talk, words: Patterns): [word: string, lines: number][] {
  const rows = talk.output("Search").split("\n");
  return [...words.keys()].flatMap((word): [string, number][] => {
    const row = rows.find((one) => one.startsWith(`${word}: `) && one.endsWith(" lines"));
    return row === undefined ? [] : [[word, Number(row.slice(word.length + 2, -" lines".length))]];
  });
}

/** Words that are on few lines tell more than common ones. */
export function rarityOf(talk: Talk, words: Patterns): Rarity {
  const counts = new Map(countsOf(talk, words));
  return (term) => {
    const count = counts.get(term.text.toLowerCase()) ?? 0;
    return count === 0 ? 1 : Math.max(0.4, 1 - Math.log10(count) / 6);
  };
}

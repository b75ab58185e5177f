import { stem } from "./stem";

/** One word of a text, the parts of `camelCase` and `snake_case` names apart. */
export interface Word {
  readonly text: string;
  readonly stem: string;
  /** Where it stands in the text, in UTF-16 code units. */
  readonly at: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu;
const HUMP = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
const POSSESSIVE = /['’]s?$/i;

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    let at = match.index;
    for (const part of match[0].split(HUMP)) {
      const bare = part.replace(POSSESSIVE, "");
      words.push({ text: bare, stem: stem(bare), at, end: at + bare.length });
      at += part.length;
    }
  }
  return words;
}

/** `text` in lower case, with one space between words and nothing else: to look for phrases in. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** `text` as a pattern that matches just it. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

import { PIECE } from "./bounds";

/** Cuts a text into pieces for frames; an empty text is one empty piece. Lone halves of surrogate pairs survive JSON. */
export function pieces(text: string): string[] {
  if (text.length <= PIECE) return [text];
  const all: string[] = [];
  for (let start = 0; start < text.length; start += PIECE) all.push(text.slice(start, start + PIECE));
  return all;
}

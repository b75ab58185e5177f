export interface Line {
  /** As the editor counts. */
  readonly line: number;
  readonly text: string;
}

/** A sentence, or a line of what is not prose, with the line that it begins on. */
export type Sentence = Line;

/** The sentences of consecutive lines. Prose that was wrapped is joined again; a line of a log or of code stays whole. */
export function sentencesOf(lines: readonly Line[]): Sentence[] {
  return paragraphs(lines)
    .flatMap((paragraph) => (isProse(paragraph) ? [paragraph] : paragraph.map((line) => [line])))
    .flatMap(splitParagraph);
}

/** Lines that seem to be one paragraph are one only if sentences end in it now and then. */
function isProse(paragraph: readonly Line[]): boolean {
  const ends = paragraph.filter((line) => /[.!?]["”’)]?(?:\s|$)/.test(line.text)).length;
  return ends * 4 >= paragraph.length;
}

function paragraphs(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  let last: Line | null = null;
  for (const line of lines) {
    if (line.text.trim() === "") {
      last = null;
      continue;
    }
    const group = groups.at(-1);
    if (last !== null && group !== undefined && continues(last.text.trimEnd(), line.text)) group.push(line);
    else groups.push([line]);
    last = line;
  }
  return groups;
}

/** Whether `next` goes on with the sentence that `text` began: both prose, and the first one full and open-ended. */
function continues(text: string, next: string): boolean {
  if (text.length < 40 || /[.!?:;{}()[\]<>|=]$/.test(text) || /[={};|]|\/[/*]|\*\//.test(text)) return false;
  return (
    /^\p{Ll}/u.test(next) || (text.length >= 60 && /^[\p{Lu}\p{N}]/u.test(next) && /^\p{L}.*[\p{Ll},]$/u.test(text))
  );
}

const END = /(?<=[.!?]["”’)]?)\s+(?=["“‘(]?[\p{Lu}\p{N}])/u;
const ABBREVIATION = /(?:^|\s)(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nr|vs|e\.g|i\.e|etc|Inc|Ltd|Co|Fig|approx|\p{Lu})\.$/u;

function splitParagraph(lines: readonly Line[]): Sentence[] {
  const sentences: Sentence[] = [];
  const starts: { readonly at: number; readonly line: number }[] = [];
  let text = "";
  for (const line of lines) {
    const bare = line.text.trim().replace(/\s+/g, " ");
    starts.push({ at: text === "" ? 0 : text.length + 1, line: line.line });
    text = text === "" ? bare : `${text} ${bare}`;
  }
  let at = 0;
  for (const piece of joinAbbreviations(text.split(END))) {
    const from = text.indexOf(piece, at);
    const line = starts.findLast((start) => start.at <= from)?.line ?? 1;
    sentences.push(...shortened({ line, text: piece }));
    at = from + piece.length;
  }
  return sentences;
}

const LONGEST = 600;
const PIECE = 300;

/** A line without an end in sight, as in packed data: pieces of it, each of which begins with the end of the one before. */
function shortened(sentence: Sentence): Sentence[] {
  if (sentence.text.length <= LONGEST) return [sentence];
  const pieces: Sentence[] = [];
  for (let at = 0; at < sentence.text.length; at += PIECE / 2) {
    pieces.push({ line: sentence.line, text: sentence.text.slice(at, at + PIECE) });
  }
  return pieces;
}

function joinAbbreviations(pieces: readonly string[]): string[] {
  const joined: string[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    if (before !== undefined && ABBREVIATION.test(before)) joined[joined.length - 1] = `${before} ${piece}`;
    else joined.push(piece);
  }
  return joined;
}

import type { Chain } from "../extract/chain";
import type { Quote } from "../extract/quote";
import type { Move } from "./move";
import type { Talk } from "./talk";

export const NOTHING = "Nothing found";

/** All that searching has brought. */
export interface Finding {
  readonly talk: Talk;
  /** Best first. */
  readonly chains: readonly Chain[];
  readonly quotes: readonly Quote[];
  /** Each word that was searched for, and how many lines have it. */
  readonly counts: readonly (readonly [string, number])[];
}

/** The move that ends a run: a cell that gives the answer, line by line so that it can be read in the code too. */
export function answer(lines: readonly string[], plan = planFor(lines)): Move {
  const text = lines.map((line) => `    ${JSON.stringify(line)},`).join("\n");
  return { step: "Answer", plan, code: `FINAL(\n  [\n${text}\n  ].join("\\n"),\n);` };
}

function planFor([first = ""]: readonly string[]): string {
  return first.startsWith(`**${NOTHING}`)
    ? "Nothing more can be done with keywords: I say so."
    : "That answers it as far as keyword search can.";
}

/** An honest end: what was searched for, and that it is not there. */
export function nothingFound(talk: Talk, counts: readonly (readonly [string, number])[]): string[] {
  const { variables } = talk.conversation.metadata;
  if (variables.length === 0) return [`**${NOTHING}:** there is no context to search.`];
  const terms = talk.question.terms.map((term) => term.text);
  if (terms.length === 0) return [`**${NOTHING}:** the question has no word to search for. Name what to look for.`];
  const written = (word: string): string => terms.find((term) => term.toLowerCase() === word) ?? word;
  const searched =
    counts.length === 0
      ? terms.map((term) => `“${term}”`)
      : counts.map(([word, count]) => `“${written(word)}” (${showCount(count)})`);
  return [`**${NOTHING}** in the context that answers this. Searched for ${searched.join(", ")}.`];
}

function showCount(count: number): string {
  if (count === 0) return "nowhere";
  if (count === 1) return "1 line";
  return count >= 2000 ? "2000 or more lines" : `${String(count)} lines`;
}

export function evidence(quotes: readonly Quote[]): string[] {
  const unique = [
    ...new Map(quotes.map((quote) => [`${quote.path}:${String(quote.line)} ${quote.text}`, quote])).values(),
  ];
  return ["", "Evidence:", "", ...unique.map((quote) => `- ${reference(quote)} ${inline(quote.text)}`)];
}

/** `path:line` as Markdown that a reader can click. */
export function reference({ path, line }: Pick<Quote, "path" | "line">): string {
  return `\`${path}:${String(line)}\``;
}

/** A quote as one line of Markdown that shows as it stands in the source. */
export function inline(text: string): string {
  const clipped = text.length > 300 ? `${text.slice(0, 300)}…` : text;
  if (!looksLikeCode(clipped)) return clipped;
  return clipped.includes("`") ? `\`\` ${clipped} \`\`` : `\`${clipped}\``;
}

function looksLikeCode(text: string): boolean {
  return /[;{}<>=_*`[\]\\]|\(\)|=>/.test(text);
}

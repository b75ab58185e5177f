import type { Chain } from "../extract/chain";
import type { Quote } from "../extract/quote";
import type { Move } from "./move";
import type { Talk } from "./talk";

export const NOTHING = "Nothing found";

export const CLOSEST_LINES = `${NOTHING} that answers this for sure; the lines that come closest:`;

/** All that searching has brought. */
export interface Finding {
  readonly talk: Talk;
  /** Whether a piece of a quote may be given as the answer. */
  readonly facts: boolean;
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

const GIVES_UP = "Nothing more can be done with keywords: I say so.";

/** Whether a move ends the run without any passage. */
export function findsNothing({ plan }: Move): boolean {
  return plan === GIVES_UP;
}

function planFor([first = ""]: readonly string[]): string {
  return first.startsWith(`**${NOTHING}`) ? GIVES_UP : "That answers it as far as keyword search can.";
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

/** The quotes as a list. `total`: of how many they are some, where that is known. */
export function evidence(quotes: readonly Quote[], total = 0): string[] {
  const unique = [
    ...new Map(quotes.map((quote) => [`${quote.path}:${String(quote.line)} ${quote.text}`, quote])).values(),
  ];
  const some = total > unique.length ? ` (${String(unique.length)} of ${String(total)})` : "";
  return ["", `Evidence${some}:`, "", ...unique.map(itemOf)];
}

/** A quote with its place, as an item of a list. */
export function itemOf(quote: Quote): string {
  return `- ${reference(quote)} ${inline(quote.text)}`;
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

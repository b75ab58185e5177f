import { signal, type Signal } from "@preact/signals";
import { headOf } from "../src/core/text";
import type { HostMessage } from "../src/editor/panel/messages";
import { post } from "./host";

/** A large text on its way: both null while the host has not answered. */
interface FetchedText {
  readonly text: string | null;
  readonly problem: string | null;
}

/** Characters of a text that the page keeps; longer ones are for an editor. */
export const LONGEST_KEPT = 1_000_000;

/** How many texts are kept; the oldest go first. */
const MOST_KEPT = 64;

const fetched = new Map<string, Signal<FetchedText>>();

/** The text behind a reference, asked of the host the first time; its value changes when the answer comes. */
export function fetchText(ref: string): Signal<FetchedText> {
  const known = fetched.get(ref);
  if (known !== undefined) return known;
  const text = signal<FetchedText>({ text: null, problem: null });
  fetched.set(ref, text);
  post({ type: "getText", ref });
  return text;
}

/** Lets a text that could not be had be asked for again. */
export function forgetProblem(ref: string): void {
  const problem = fetched.get(ref)?.peek().problem ?? null;
  if (problem !== null) fetched.delete(ref);
}

export function receiveText({ ref, text, problem }: Extract<HostMessage, { type: "text" }>): void {
  const waiting = fetched.get(ref);
  if (waiting === undefined) return;
  for (const oldest of fetched.keys()) {
    if (fetched.size <= MOST_KEPT) break;
    fetched.delete(oldest);
  }
  waiting.value = { text: text === null ? null : headOf(text, LONGEST_KEPT), problem };
}

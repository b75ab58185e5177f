import { anyOf } from "../language/anyOf";
import type { Line } from "../language/sentences";

/** A sub-query's prompt, taken apart. */
export interface SubPromptReading {
  /** What to do, in the words of whoever asks. */
  readonly instruction: string;
  /** What to look for: the question within the instruction where there is one, else the instruction. */
  readonly question: string;
  /** Names that the text should speak of. */
  readonly about: readonly string[];
  readonly title: string;
  readonly lines: readonly Line[];
  /** The text came with a number before each line, and the reply shall have them too. */
  readonly numbered: boolean;
}

const NUMBERED = /^(\d+): ?(.*)$/;
const VERBS = anyOf(
  `list, find, extract, quote, summari[sz]e, what, which, who, when, where, how, does, is, are, classify, name, give, count,
  return, answer, tell, write, translate, explain, describe, reply, from, in, using, based`,
).source;
const INSTRUCTS = new RegExp(`\\?\\s*$|^(?:question|task|instructions?|q)\\s*:|^${VERBS}`, "i");

/**
 * Tells instruction and text apart: the first paragraph instructs, and so do others that ask; numbered lines are text
 * for certain. A prompt of one paragraph is cut at its first line end or colon.
 */
export function readPrompt(prompt: string, system: string): SubPromptReading {
  const rows = prompt.split("\n");
  const first = rows.findIndex((row) => NUMBERED.test(row));
  const numbered =
    first >= 0 &&
    rows
      .slice(first)
      .filter((row) => row.trim() !== "")
      .every((row) => NUMBERED.test(row));
  const [instruction, text] = numbered
    ? [rows.slice(0, first).join("\n"), rows.slice(first).join("\n")]
    : split(prompt);
  const said = `${system}\n${instruction}`.trim();
  return {
    instruction: said,
    question: questionIn(said),
    about: (/^About: *(.+)$/m.exec(instruction)?.[1] ?? "").split(/;\s*/).filter((name) => name !== ""),
    title: /^Text: .*?, *(.*)$/m.exec(instruction)?.[1] ?? "",
    lines: text.split("\n").map((row, i) => lineOf(row, i, numbered)),
    numbered,
  };
}

function lineOf(row: string, index: number, numbered: boolean): Line {
  const [, line = "", text = ""] = numbered ? (NUMBERED.exec(row) ?? []) : [];
  return numbered ? { line: Number(line), text } : { line: index + 1, text: row };
}

function split(prompt: string): [instruction: string, text: string] {
  const whole = prompt.trim();
  const paragraphs = whole.split(/\n\s*\n/);
  if (paragraphs.length === 1) {
    const cut = whole.search(/\n|:\s/);
    return cut < 0 ? [whole, ""] : [whole.slice(0, cut), whole.slice(cut + 1).trim()];
  }
  const last = paragraphs.length - 1;
  const asks = (i: number): boolean => INSTRUCTS.test(paragraphs[i] ?? "") && (paragraphs[i] ?? "").length < 400;
  const endsAsking = asks(last);
  const instructs = (i: number): boolean =>
    i === 0 ? asks(0) || !endsAsking : (i === 1 && last > 1 && asks(1)) || (i === last && endsAsking);
  const pick = (wanted: boolean): string => paragraphs.filter((_, i) => instructs(i) === wanted).join("\n\n");
  return [pick(true), pick(false)];
}

/** The line that begins with "Question:", else the sentences that ask, else all of it. */
function questionIn(instruction: string): string {
  const marked = /^(?:Question|Q)\s*:\s*(.+)$/im.exec(instruction)?.[1];
  if (marked !== undefined) return marked;
  const asking = instruction.match(/[^.?!\n]+\?/g);
  return (asking === null ? instruction : asking.join(" ")).trim();
}

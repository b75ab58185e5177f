import type { Finish } from "../model";

/** A final that a reply gives as text, without code: the form of the paper's prompt. */
export type TextFinal =
  { readonly kind: "answer"; readonly text: string } | { readonly kind: "variable"; readonly name: string };

export interface TextFinalReading {
  readonly final: TextFinal | null;
  /** Why something that looks like a final is none, worded for the model; null where nothing does. */
  readonly refused: string | null;
}

const START = /^[ \t]*[*_`]{0,3}(FINAL_VAR|FINAL)[ \t]*\(/;
const ALONE = "FINAL(…) as text must stand alone and end the reply.";
const HOW = 'Finish in a cell: FINAL(value) or FINAL_VAR("name").';

/**
 * Reads a text final from a reply without code. It must begin a line and end the reply; words before it are allowed,
 * words after it are not, so that a plan which mentions FINAL is never taken for one. FINAL_VAR goes before FINAL. A
 * reply that was cut gives none: more might have followed.
 */
export function readTextFinal(prose: string, finish: Finish): TextFinalReading {
  const lines = prose.split("\n");
  const starts = lines.flatMap((line, index) => {
    const kind = START.exec(line)?.[1];
    return kind === undefined ? [] : [{ index, kind }];
  });
  const chosen = starts.find((start) => start.kind === "FINAL_VAR") ?? starts[0];
  if (chosen === undefined) return { final: null, refused: null };
  if (finish === "length") {
    return { final: null, refused: "The reply was cut by the token limit, so its FINAL was not taken." };
  }
  const next = starts.find((start) => start.index > chosen.index);
  const text = lines.slice(chosen.index, next?.index).join("\n");
  return chosen.kind === "FINAL_VAR" ? readVariable(text) : readAnswer(text);
}

function readAnswer(text: string): TextFinalReading {
  const inner = argument(text);
  if (inner === null || goesOnAfterFirstLine(text)) return { final: null, refused: `${ALONE} ${HOW}` };
  const answer = unquote(inner.trim());
  if (answer.trim() === "") return { final: null, refused: `FINAL was empty, so it was not taken. ${HOW}` };
  return { final: { kind: "answer", text: answer }, refused: null };
}

function readVariable(text: string): TextFinalReading {
  const inner = argument(text);
  const name = inner === null ? "" : unquote(inner.trim()).trim();
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) {
    return { final: null, refused: `FINAL_VAR(…) as text must stand alone and name one variable. ${HOW}` };
  }
  return { final: { kind: "variable", name }, refused: null };
}

/** What stands between the first parenthesis and the last one, where only markup follows. */
function argument(text: string): string | null {
  const open = text.indexOf("(");
  const trimmed = withoutMarks(text.trimEnd()).trimEnd().replace(/;$/, "");
  return trimmed.endsWith(")") && trimmed.length - 1 > open
    ? trimmed.slice(open + 1, -1)
    : trimmed.endsWith("()")
      ? ""
      : null;
}

function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && "*_`".includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Whether the parenthesis after FINAL is closed in the first of several lines: what follows is prose. */
function goesOnAfterFirstLine(text: string): boolean {
  const [first = "", ...rest] = text.trimEnd().split("\n");
  if (rest.length === 0) return false;
  const inner = first.slice(first.indexOf("(") + 1).trimStart();
  // A quoted answer may hold any parenthesis.
  const quoted = /^(["'`])(?:\\.|(?!\1)[^\\])*/.exec(inner);
  let depth = 1;
  for (const mark of quoted === null ? inner : inner.slice(quoted[0].length)) {
    if (mark === "(") depth++;
    else if (mark === ")") depth--;
    if (depth === 0) return true;
  }
  return false;
}

/** `"he said \"hi\""` as `he said "hi"`; text that is not one quoted string as it is. */
function unquote(text: string): string {
  const quote = text[0];
  if (text.length < 2 || (quote !== '"' && quote !== "'" && quote !== "`") || !text.endsWith(quote)) return text;
  const inner = text.slice(1, -1);
  if (new RegExp(`(?<!\\\\)(?:\\\\\\\\)*${quote}`).test(inner)) return text;
  return inner.replace(/\\(n|t|r|.)/gs, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

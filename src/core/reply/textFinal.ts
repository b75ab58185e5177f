/** A final that a reply gives as text, without code: the form of the paper's prompt. */
export type TextFinal =
  { readonly kind: "answer"; readonly text: string } | { readonly kind: "variable"; readonly name: string };

export interface TextFinalReading {
  readonly final: TextFinal | null;
  /** Why something that looks like a final is none, worded for the model; null where nothing does. */
  readonly refused: string | null;
}

const START = /^[ \t]*[*_`]{0,3}(FINAL_VAR|FINAL)[ \t]*\(/;
const HOW = 'Finish in a cell: FINAL(value) or FINAL_VAR("name").';

/**
 * Reads a text final from a reply without code. It must begin a line and end the reply; words before it are allowed,
 * words after it are not, so that a plan which mentions FINAL is never taken for one. FINAL_VAR goes before FINAL.
 */
export function readTextFinal(prose: string): TextFinalReading {
  const lines = prose.split("\n");
  const starts = lines.flatMap((line, index) => {
    const kind = START.exec(line)?.[1];
    return kind === undefined ? [] : [{ index, kind }];
  });
  const chosen = starts.find((start) => start.kind === "FINAL_VAR") ?? starts[0];
  if (chosen === undefined) return { final: null, refused: null };
  const next = starts.find((start) => start.index > chosen.index);
  const text = lines.slice(chosen.index, next?.index).join("\n");
  return chosen.kind === "FINAL_VAR" ? readVariable(text) : readAnswer(text);
}

function readAnswer(text: string): TextFinalReading {
  const inner = argument(text);
  if (inner === null) return { final: null, refused: `FINAL(…) as text must stand alone and end the reply. ${HOW}` };
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
  const trimmed = text
    .trimEnd()
    .replace(/[*_`]+$/, "")
    .trimEnd()
    .replace(/;$/, "");
  return trimmed.endsWith(")") && trimmed.length - 1 > open
    ? trimmed.slice(open + 1, -1)
    : trimmed.endsWith("()")
      ? ""
      : null;
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

/** A run of characters of one kind; `text` for what needs no colour. */
export interface Token {
  readonly kind: "text" | "keyword" | "string" | "number" | "comment" | "builtin" | "call" | "regex";
  readonly text: string;
}

const KEYWORDS = new Set(
  (
    "as async await break case catch class const continue debugger default delete do else enum export extends false finally for from " +
    "function get if import in instanceof interface let new null of return set static super switch this throw true try type typeof " +
    "undefined var void while with yield"
  ).split(" "),
);

/** What every cell finds in its REPL. */
const BUILTINS = new Set(
  (
    "context files grep chunk llm_query llm_query_batch llm_query_batched llm_query_async llm_query_batch_async rlm_query " +
    "rlm_query_batch FINAL FINAL_VAR answer SHOW_VARS print console history"
  ).split(" "),
);

const PARTS =
  /(?<comment>\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))|(?<string>"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?)|(?<number>(?<![\p{L}_$])(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.[\d_]+)?(?:[eE][+-]?\d+)?)n?)|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<mark>[`{}/])|(?<rest>[^\p{L}\p{N}_$"'`{}/]+|[^])/uy;

const REGEX = /\/(?![*/])(?:[^\\/[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+\/[a-z]*/y;
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*/y;

function highlight(code: string): readonly Token[] {
  const pieces = new Pieces(code);
  // One entry per template literal that we are inside of: how many braces are open in its `${…}`.
  const templates: number[] = [];
  const readTemplate = (opening: string): void => {
    pieces.add("string", opening);
    pieces.add("string", matchAt(TEMPLATE, code, pieces.at));
    if (code.startsWith("${", pieces.at)) {
      templates.push(0);
      pieces.add("text", "${");
    } else pieces.add("string", code.slice(pieces.at, pieces.at + 1));
  };
  while (pieces.at < code.length) {
    PARTS.lastIndex = pieces.at;
    const { comment, string, number, word, mark, rest } = PARTS.exec(code)?.groups ?? {};
    const braces = templates.at(-1);
    if (comment !== undefined) pieces.add("comment", comment);
    else if (string !== undefined) pieces.add("string", string);
    else if (number !== undefined) pieces.add("number", number);
    else if (word !== undefined) pieces.add(wordKind(word, pieces), word);
    else if (mark === "`") readTemplate("`");
    else if (mark === "}" && braces === 0) {
      templates.pop();
      pieces.add("text", "}");
      readTemplate("");
    } else if (mark === "/" && !pieces.afterValue()) {
      const regex = matchAt(REGEX, code, pieces.at);
      pieces.add(regex === "" ? "text" : "regex", regex === "" ? "/" : regex);
    } else {
      if (braces !== undefined && mark === "{") templates[templates.length - 1] = braces + 1;
      if (braces !== undefined && mark === "}") templates[templates.length - 1] = braces - 1;
      pieces.add("text", mark ?? rest ?? code.slice(pieces.at, pieces.at + 1));
    }
  }
  return pieces.tokens();
}

/**
 * JavaScript or TypeScript in coloured pieces, line by line, without the line ends: a light reading that is right for
 * most code and safe for any.
 */
export function highlightLines(code: string): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  for (const { kind, text } of highlight(code)) {
    for (const [index, part] of text.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (part !== "") lines.at(-1)?.push({ kind, text: part });
    }
  }
  return lines;
}

/** What has been read of a code so far, and what stands last: a word and a slash mean different things after it. */
class Pieces {
  at = 0;
  private readonly ends: { kind: Token["kind"]; end: number }[] = [];
  private last: { readonly kind: Token["kind"]; readonly end: number } | null = null;

  constructor(private readonly code: string) {}

  /** Takes the next characters of the code; neighbours of one kind become one token. */
  add(kind: Token["kind"], text: string): void {
    if (text === "") return;
    const end = this.at + text.length;
    const before = this.ends.at(-1);
    if (before?.kind === kind) before.end = end;
    else this.ends.push({ kind, end });
    if (kind !== "comment" && text.trim() !== "") this.last = { kind, end: this.at + text.trimEnd().length };
    this.at = end;
  }

  /** After a dot, but not after three of them. */
  afterDot(): boolean {
    if (this.last?.kind !== "text") return false;
    return /(?<!\.\.)\.$/u.test(this.code.slice(Math.max(0, this.last.end - 3), this.last.end));
  }

  /** After a value a slash divides; anywhere else it opens a regular expression. */
  afterValue(): boolean {
    if (this.last === null || this.last.kind === "keyword") return false;
    return this.last.kind !== "text" || /[\p{L}\p{N}_$)\]}]/u.test(this.code.slice(this.last.end - 1, this.last.end));
  }

  /** Whether this stands after the next `length` characters. */
  isBefore(length: number, text: string): boolean {
    return this.code.startsWith(text, this.at + length);
  }

  tokens(): readonly Token[] {
    let start = 0;
    return this.ends.map(({ kind, end }) => {
      const text = this.code.slice(start, end);
      start = end;
      return { kind, text };
    });
  }
}

function wordKind(word: string, before: Pieces): Token["kind"] {
  const isMember = before.afterDot();
  if (!isMember && KEYWORDS.has(word)) return "keyword";
  if (!isMember && BUILTINS.has(word)) return "builtin";
  return before.isBefore(word.length, "(") ? "call" : "text";
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** The part of a reply that is not code of its cells: what the model said. */
export function wordsOf(reply: string, codes: readonly string[]): string {
  let words = reply;
  for (const code of codes) words = withoutCode(words, code.trim());
  return words.trim();
}

const FENCE_BEFORE = /(?:^|\n)[ \t]*(?:`{3,}|~{3,})[^\n]*\n\s*$/u;
const FENCE_AFTER = /^\s*(?:`{3,}|~{3,})[ \t]*(?=\r?\n|$)/u;

function withoutCode(text: string, code: string): string {
  const at = code === "" ? -1 : text.indexOf(code);
  if (at < 0) return text;
  const before = text.slice(0, at).replace(FENCE_BEFORE, "");
  const after = text.slice(at + code.length).replace(FENCE_AFTER, "");
  return `${before.trimEnd()}\n\n${after.trimStart()}`;
}

/** A stretch of a reply that is still coming in. */
export interface DraftPart {
  readonly kind: "words" | "code";
  readonly text: string;
}

/** A reply in the making, split at its fences; the last one may still be open. */
export function draftParts(draft: string): readonly DraftPart[] {
  const parts: DraftPart[] = [];
  let fence: string | null = null;
  let lines: string[] = [];
  const end = (kind: DraftPart["kind"]): void => {
    const text = lines.join("\n");
    if (text.trim() !== "") parts.push({ kind, text });
    lines = [];
  };
  for (const line of draft.split("\n")) {
    const mark: string | undefined = /^\s*(`{3,}|~{3,})/u.exec(line)?.[1];
    if (mark === undefined || (fence !== null && !mark.startsWith(fence))) lines.push(line);
    else {
      end(fence === null ? "words" : "code");
      fence = fence === null ? mark : null;
    }
  }
  end(fence === null ? "words" : "code");
  return parts;
}

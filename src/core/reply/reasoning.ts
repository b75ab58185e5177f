const TAGS = "think|thinking|thought|thoughts|reasoning|reflection|scratchpad";
const MARKUP = new RegExp(`<(/?)(${TAGS})>`, "gi");
const FENCE = /^[ \t]*(?:`{3,}|~{3,})/;

/**
 * Takes out reasoning that a model wrote into its reply, `<think>…</think>` and its kin: a draft answer or draft code
 * in there counts for nothing. A closing tag without an opening one ends reasoning that began with the reply (some
 * servers drop the first tag); an opening tag without a closing one runs to the end. Tags inside fenced code, or alone
 * between backticks, are text.
 */
export function stripReasoning(reply: string): string {
  let kept = "";
  let from = 0;
  let depth = 0;
  for (const tag of tagsOutsideFences(reply)) {
    if (tag.closing) {
      if (depth === 0) kept = "";
      else depth--;
      if (depth === 0) from = tag.end;
    } else {
      if (depth === 0) kept += reply.slice(from, tag.start);
      depth++;
    }
  }
  return depth > 0 ? kept : kept + reply.slice(from);
}

interface Tag {
  readonly start: number;
  readonly end: number;
  readonly closing: boolean;
}

/** Fences count only outside reasoning: a draft may leave one open. */
function tagsOutsideFences(reply: string): Tag[] {
  const tags: Tag[] = [];
  let inFence = false;
  let depth = 0;
  let offset = 0;
  for (const line of reply.split("\n")) {
    if (depth === 0 && FENCE.test(line)) inFence = !inFence;
    if (!inFence) {
      for (const match of line.matchAll(MARKUP)) {
        const start = offset + match.index;
        if (isMention(line, match.index, match.index + match[0].length)) continue;
        const closing = match[1] === "/";
        tags.push({ start, end: start + match[0].length, closing });
        depth = Math.max(0, depth + (closing ? -1 : 1));
      }
    }
    offset += line.length + 1;
  }
  return tags;
}

/** Whether what stands from `start` to `end` is quoted as code; a fence that follows at once is none of the quotes. */
function isMention(line: string, start: number, end: number): boolean {
  return line[start - 1] === "`" && line[end] === "`" && line[end + 1] !== "`";
}

import { parse } from "acorn";

/** A fenced block of a reply, or the prose between two. */
export type Segment = Prose | Block;

export interface Prose {
  readonly kind: "prose";
  readonly text: string;
}

export interface Block {
  readonly kind: "block";
  /** The first word after the fence, in lower case; empty for a bare fence. */
  readonly language: string;
  readonly body: string;
  /** False when the reply ended before the closing fence. */
  readonly closed: boolean;
}

/** Up to any indentation, because models nest fences in lists; three or more of one mark, then the info string. */
const OPENING = /^[ \t]*(`{3,}|~{3,})[ \t]*([^\s`{]*)[^`]*$/;

/**
 * Splits a reply, reasoning markup already removed and line ends made `\n`, into prose and fenced blocks. After
 * CommonMark, with the liberties that models take: indented fences, a closing fence at the end of the last code line,
 * an outer bare fence around a named one.
 */
export function splitBlocks(reply: string): Segment[] {
  const lines = reply.split("\n");
  const segments: Segment[] = [];
  let prose: string[] = [];
  const flush = (): void => {
    if (prose.some((line) => line.trim() !== "")) segments.push({ kind: "prose", text: prose.join("\n") });
    prose = [];
  };
  let at = 0;
  while (at < lines.length) {
    const opening = OPENING.exec(lines[at] ?? "");
    if (opening === null) {
      prose.push(lines[at] ?? "");
      at++;
      continue;
    }
    const [, fence = "", info = ""] = opening;
    if (info === "" && isOuterFence(lines, at)) {
      at++;
      continue;
    }
    flush();
    const end = findEnd(lines, at + 1, fence);
    segments.push({ kind: "block", language: info.toLowerCase(), body: end.body, closed: end.closed });
    at = end.next;
  }
  flush();
  return segments;
}

/** A bare fence whose next line with text opens a named fence is only a wrapper: the inner block is the code. */
function isOuterFence(lines: readonly string[], at: number): boolean {
  const inner = lines.slice(at + 1).find((line) => line.trim() !== "");
  return inner !== undefined && (OPENING.exec(inner)?.[2] ?? "") !== "";
}

interface End {
  readonly body: string;
  readonly closed: boolean;
  /** Index of the first line after the block. */
  readonly next: number;
}

/**
 * The end of a block that begins at line `start`. A program may hold a line that looks like a closing fence, in a
 * template literal or a comment; so the first closing fence wins that leaves a whole program, else the first of all.
 */
function findEnd(lines: readonly string[], start: number, fence: string): End {
  const candidates: End[] = [];
  for (let at = start; at < lines.length && candidates.length < MAX_CANDIDATES; at++) {
    const body = closedBody(lines, start, at, fence);
    if (body === null) continue;
    const end = { body, closed: true, next: at + 1 };
    if (isProgram(body)) return end;
    candidates.push(end);
  }
  return candidates[0] ?? { body: lines.slice(start).join("\n"), closed: false, next: lines.length };
}

/** Enough for any honest reply; keeps a hostile one from costing a parse per line. */
const MAX_CANDIDATES = 50;

/** The text from `start` to a closing fence on line `at`, or null where that line closes nothing. */
function closedBody(lines: readonly string[], start: number, at: number, fence: string): string | null {
  const line = lines[at] ?? "";
  const mark = fence[0] ?? "`";
  const trimmed = line.trim();
  const before = lines.slice(start, at);
  if (trimmed.length >= fence.length && trimmed === mark.repeat(trimmed.length)) return before.join("\n");
  if (!line.trimEnd().endsWith(fence)) return null;
  const last = line.trimEnd().slice(0, -fence.length);
  const body = [...before, last].join("\n");
  return isProgram(body) ? body : null;
}

/** Whether `body` is a whole JavaScript program, top-level `await` allowed. */
export function isProgram(body: string): boolean {
  try {
    parse(body, { ecmaVersion: "latest", allowAwaitOutsideFunction: true, allowReturnOutsideFunction: true });
    return true;
  } catch {
    return false;
  }
}

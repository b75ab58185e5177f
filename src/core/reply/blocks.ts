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
const OPENING = /^[ \t]*(`{3,}|~{3,})[ \t]*([^\s`{]*)/;

interface Opening {
  readonly fence: string;
  readonly info: string;
}

function openingOf(line: string): Opening | null {
  const match = OPENING.exec(line);
  if (match === null) return null;
  const [whole, fence = "", info = ""] = match;
  return line.includes("`", whole.length) ? null : { fence, info };
}

/**
 * Splits a reply, reasoning markup already removed and line ends made `\n`, into prose and fenced blocks. After
 * CommonMark, with the liberties that models take: indented fences, a closing fence at the end of the last code line,
 * an outer bare fence around a named one.
 */
export function splitBlocks(reply: string): Segment[] {
  const lines = reply.split("\n");
  const segments: Segment[] = [];
  const parser = new Parser();
  let wrapper: string | null = null;
  let prose: string[] = [];
  const flush = (): void => {
    if (prose.some((line) => line.trim() !== "")) segments.push({ kind: "prose", text: prose.join("\n") });
    prose = [];
  };
  let at = 0;
  while (at < lines.length) {
    const opening = openingOf(lines[at] ?? "");
    if (opening === null) {
      prose.push(lines[at] ?? "");
      at++;
      continue;
    }
    const { fence, info } = opening;
    if (info === "" && wrapper !== null && fence.startsWith(wrapper)) {
      wrapper = null;
      at++;
      continue;
    }
    if (info === "" && isOuterFence(lines, at)) {
      wrapper = fence;
      at++;
      continue;
    }
    flush();
    const end = findEnd(lines, at + 1, fence, parser);
    segments.push({ kind: "block", language: info.toLowerCase(), body: end.body, closed: end.closed });
    at = end.next;
  }
  flush();
  return segments;
}

/** A bare fence whose next line with text opens a named fence is only a wrapper: the inner block is the code. */
function isOuterFence(lines: readonly string[], at: number): boolean {
  let inner = at + 1;
  while (inner < lines.length && lines[inner]?.trim() === "") inner++;
  return (openingOf(lines[inner] ?? "")?.info ?? "") !== "";
}

interface End {
  readonly body: string;
  readonly closed: boolean;
  /** Index of the first line after the block. */
  readonly next: number;
}

/**
 * The end of a block that begins at line `start`. A program may hold a line that looks like a closing fence, in a
 * template literal or a comment; so the first closing fence wins that leaves a whole program, else the first that
 * stands on a line of its own.
 */
function findEnd(lines: readonly string[], start: number, fence: string, parser: Parser): End {
  let first: End | null = null;
  let tried = 0;
  for (let at = start; at < lines.length; at++) {
    const code = codeBeforeClosing(lines[at] ?? "", fence);
    if (code === null) continue;
    const mayTry = tried < MAX_CANDIDATES && parser.mayParse;
    if (!mayTry && first !== null) break;
    if (!mayTry && code !== "") continue;
    const before = lines.slice(start, at);
    const end = { body: (code === "" ? before : [...before, code]).join("\n"), closed: true, next: at + 1 };
    if (mayTry && parser.isProgram(end.body)) return end;
    tried++;
    if (code === "") first ??= end;
  }
  return first ?? { body: lines.slice(start).join("\n"), closed: false, next: lines.length };
}

/** Enough for any honest block; keeps a hostile one from costing a parse per line. */
const MAX_CANDIDATES = 50;

/** What stands on a line before a fence that may close a block; empty for a fence alone, null where there is none. */
function codeBeforeClosing(line: string, fence: string): string | null {
  const trimmed = line.trimEnd();
  if (!trimmed.endsWith(fence)) return null;
  const mark = fence[0] ?? "`";
  const alone = trimmed.trimStart();
  return alone === mark.repeat(alone.length) ? "" : trimmed.slice(0, -fence.length);
}

/** Parses for one reply, as long as they cost about what an honest reply does. */
class Parser {
  private left = 4_000_000;

  get mayParse(): boolean {
    return this.left > 0;
  }

  isProgram(body: string): boolean {
    this.left -= Math.max(body.length, 1_000);
    return isProgram(body);
  }
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

/** A place in a file, as answers cite it: `src/a.ts:12`, `docs/my notes.md:3-7`. */
export interface Reference {
  /** Where it stands in the text that was searched. */
  readonly start: number;
  readonly end: number;
  readonly path: string;
  readonly line: number;
  readonly endLine: number | null;
}

const LINES = /:(\d{1,7})(?:[-–](\d{1,7}))?(?![\p{L}\p{N}_])/gu;
const ONLY_LINES = /^:(\d{1,7})(?:[-–](\d{1,7}))?(?![\p{L}\p{N}_])/u;
const PATH_CHARACTER = /[^\s<>"'`|*?,;:]/u;
const LONGEST_PATH = 400;

/** All references in a text, in order. Paths with spaces are found only by `wholeReference`. */
export function findReferences(text: string): readonly Reference[] {
  const found: Reference[] = [];
  for (const match of text.matchAll(LINES)) {
    const from = found.at(-1)?.end ?? 0;
    const start = pathStart(text, match.index, from);
    const reference = make(text.slice(start, match.index), match[1], match[2], start, match.index + match[0].length);
    if (reference !== null && !isAddress(text, start)) found.push(reference);
  }
  return found;
}

/** The reference that a text is as a whole, for texts whose bounds are known: inline code. Its path may have spaces. */
export function wholeReference(text: string): Reference | null {
  const match = /^([^:\n]{1,400}):(\d{1,7})(?:[-–](\d{1,7}))?$/u.exec(text.trim());
  return match === null ? null : make(match[1] ?? "", match[2], match[3], 0, text.length);
}

/** The reference of a path whose lines follow it in the text after it: `` `src/a.ts`:12 ``. */
export function splitReference(path: string, after: string): Reference | null {
  const match = ONLY_LINES.exec(after);
  return match === null ? null : make(path.trim(), match[1], match[2], 0, match[0].length);
}

function make(
  path: string,
  line: string | undefined,
  last: string | undefined,
  start: number,
  end: number,
): Reference | null {
  const first = Number(line);
  if (!isPath(path) || first < 1) return null;
  const endLine = last === undefined ? null : Number(last);
  return { start, end, path, line: first, endLine: endLine !== null && endLine >= first ? endLine : null };
}

/** A path has a folder or an extension: that tells `src/a.ts:12` from `localhost:80` and `12:30`. */
function isPath(path: string): boolean {
  if (!/\p{L}/u.test(path) || path.includes("://") || path.startsWith("//")) return false;
  return /[/\\]/u.test(path) || /[^.]\.[\p{L}\p{N}_]{1,12}$/u.test(path) || /^\.[\p{L}\p{N}_.-]+$/u.test(path);
}

/** Whether what stands before a path makes it part of a web address. */
function isAddress(text: string, start: number): boolean {
  return text[start - 1] === ":" && text.startsWith("//", start);
}

function pathStart(text: string, end: number, from: number): number {
  let start = end;
  const earliest = Math.max(from, end - LONGEST_PATH);
  while (start > earliest && PATH_CHARACTER.test(text[start - 1] ?? " ")) start--;
  while (start < end && opensOutside(text.slice(start, end))) start++;
  return start;
}

/** Whether the first character belongs to the sentence, not to the path: a bracket that the path does not close. */
function opensOutside(path: string): boolean {
  const first = path[0];
  if (first === "(") return path.split("(").length > path.split(")").length;
  if (first === "[") return path.split("[").length > path.split("]").length;
  return first === "{" || first === "—" || first === "→" || first === "=";
}

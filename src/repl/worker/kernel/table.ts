import { append, charCodeAt, define, indexOf, slice } from "./intrinsics";

/** Rows as objects by column name; all values are strings, exactly as they stand in the text. */
export interface Table {
  readonly rows: object[];
  readonly columns: string[];
}

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** Reads CSV or TSV as RFC 4180 has it: quoted fields may hold separators, line breaks and doubled quotes. */
export function parseTable(text: string, path: string): Table {
  const separator = separatorOf(text, path);
  const columns: string[] = [];
  const rows: object[] = [];
  let isHeader = true;
  eachRecord(text, separator, (fields) => {
    if (isHeader) {
      for (let i = 0; i < fields.length; i++) append(columns, columnName(fields[i] ?? "", i, columns));
      isHeader = false;
      return;
    }
    const row = {};
    for (let i = 0; i < fields.length; i++) define(row, columns[i] ?? `column${i + 1}`, fields[i] ?? "");
    append(rows, row);
  });
  return { rows, columns };
}

/** Names are unique and not empty. */
function columnName(given: string, index: number, taken: readonly string[]): string {
  const wanted = given === "" ? `column${index + 1}` : given;
  let name = wanted;
  for (let n = 2; includes(taken, name); n++) name = `${wanted}_${n}`;
  return name;
}

function includes(names: readonly string[], name: string): boolean {
  for (let i = 0; i < names.length; i++) if (names[i] === name) return true;
  return false;
}

/** The one of comma, semicolon, tab and bar that the first line has most of. */
function separatorOf(text: string, path: string): number {
  if (indexOf(path, ".tsv") >= 0) return 9;
  const end = indexOf(text, "\n");
  const first = slice(text, 0, end < 0 ? text.length : end);
  let best = 44;
  let most = 0;
  const candidates = [44, 59, 9, 124];
  for (let c = 0; c < candidates.length; c++) {
    const code = candidates[c] ?? 44;
    let n = 0;
    for (let i = 0; i < first.length; i++) if (charCodeAt(first, i) === code) n++;
    if (n > most) {
      most = n;
      best = code;
    }
  }
  return best;
}

/** Blank lines are no records. */
function eachRecord(text: string, separator: number, each: (fields: string[]) => void): void {
  let fields: string[] = [];
  let at = 0;
  while (at < text.length) {
    const field = readField(text, at, separator);
    append(fields, field.text);
    at = field.end;
    const code = at < text.length ? charCodeAt(text, at) : LF;
    at++;
    if (code === separator && at <= text.length) {
      if (at === text.length) append(fields, "");
      if (at < text.length) continue;
    }
    if (code === CR && charCodeAt(text, at) === LF) at++;
    if (fields.length > 1 || fields[0] !== "") each(fields);
    fields = [];
  }
}

function readField(text: string, start: number, separator: number): { readonly text: string; readonly end: number } {
  if (charCodeAt(text, start) === QUOTE) return readQuoted(text, start + 1, separator);
  const end = fieldEnd(text, start, separator);
  return { text: slice(text, start, end), end };
}

function readQuoted(text: string, start: number, separator: number): { readonly text: string; readonly end: number } {
  let out = "";
  let from = start;
  for (;;) {
    const quote = indexOf(text, '"', from);
    if (quote < 0) return { text: out + slice(text, from), end: text.length };
    out += slice(text, from, quote);
    if (charCodeAt(text, quote + 1) !== QUOTE) {
      // What stands between the closing quote and the separator belongs to the field.
      const end = fieldEnd(text, quote + 1, separator);
      return { text: out + slice(text, quote + 1, end), end };
    }
    out += '"';
    from = quote + 2;
  }
}

function fieldEnd(text: string, start: number, separator: number): number {
  let end = start;
  while (end < text.length) {
    const code = charCodeAt(text, end);
    if (code === separator || code === LF || code === CR) break;
    end++;
  }
  return end;
}

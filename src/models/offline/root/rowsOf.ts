import { wordsOf } from "../language/words";
import { likeness } from "../extract/match";
import type { LineOf } from "../records/computeCell";
import type { Variable } from "./metadata";
import type { Talk } from "./talk";

/** Where records come from: code that makes `rows`, and how a row's line is found again. */
export interface Rows {
  readonly code: string;
  readonly path: string;
  /** `key`: by a column with a different value in each row. */
  readonly lineOf: Exclude<LineOf, object> | "key";
  /** Words that name the rows: the file, the list. */
  readonly subject: string;
}

/** The list of records that the question is about, as far as the first turn can tell; null where there is none. */
export function rowsOf(talk: Talk): Rows | null {
  const peeked = talk.output("Peek");
  const candidates = talk.conversation.metadata.variables.flatMap((variable) => rowsIn(variable, peeked));
  const asked = wordsOf(talk.question.text).map((word) => word.stem);
  const fit = (rows: Rows): number =>
    wordsOf(rows.subject).filter((word) => asked.some((stem) => likeness(stem, word.stem) > 0)).length;
  return candidates.sort((a, b) => fit(b) - fit(a))[0] ?? null;
}

function rowsIn(variable: Variable, peeked: string): Rows[] {
  const { code, path } = variable;
  switch (variable.shape) {
    case "table":
      return [{ code: `const rows = ${code}.rows;`, path: path ?? "", lineOf: "header", subject: path ?? "" }];
    case "records":
      return [{ code: flattened(code), path: path ?? "", lineOf: "plain", subject: path ?? "" }];
    case "json":
      return jsonLists(peeked).map(({ at, name }) => ({
        code: flattened(at),
        path: path ?? "",
        lineOf: "key",
        subject: `${path ?? ""} ${name}`,
      }));
    case "text":
      return textRows(path ?? "", peeked);
    case "files":
      return peeked
        .split(/^=== /m)
        .slice(1)
        .flatMap((part) => textRows(part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n") + 1)));
    case "none":
      return [];
  }
}

/** A path of JSON strings, and nothing else: it becomes code. */
const LIST = /^list: (context(?:\["(?:[^"\\]|\\.)*"\])*) \(\d+ records\)$/gm;

function jsonLists(peeked: string): { readonly at: string; readonly name: string }[] {
  return [...peeked.matchAll(LIST)].map((match) => ({
    at: match[1] ?? "",
    name: match[1]?.replace(/^context/, "") ?? "",
  }));
}

/** Objects within a record become columns of their own: `address.city`. */
function flattened(list: string): string {
  return `const flat = (value, at = "") =>
  Object.entries(value).flatMap(([key, inner]) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner) ? flat(inner, \`\${at}\${key}.\`) : [[at + key, inner]],
  );
const rows = ${list}.map((record) => Object.fromEntries(flat(record)));`;
}

const SPLIT = String.raw`[...line.matchAll(/(?:^|DELIMITER)(?:"((?:[^"]|"")*)"|([^DELIMITER]*))/g)].map((cell) => cell[1] ?? cell[2])`;

function textRows(path: string, shown: string): Rows[] {
  const lines = shown
    .split("\n")
    .filter((line) => line.trim() !== "" && line !== "…" && !/^string \d+$/.test(line))
    .slice(0, 6);
  const text = `files.find((file) => file.path === ${JSON.stringify(path)}).text`;
  const delimiter = [",", ";", "\t", "|"].find((mark) => isTable(lines.slice(0, 4), mark));
  if (delimiter !== undefined) {
    const mark = delimiter === "\t" ? "\\t" : delimiter === "|" ? "\\|" : delimiter;
    const code = `const [head, ...body] = ${text}.trim().split(/\\r?\\n/).map((line) => ${SPLIT.replaceAll("DELIMITER", mark)});
const rows = body.map((cells) => Object.fromEntries(head.map((name, i) => [name.trim(), (cells[i] ?? "").trim()])));`;
    return [{ code, path, lineOf: "header", subject: path }];
  }
  if (/\.(?:jsonl|ndjson)$/i.test(path)) {
    return [
      {
        code: `const records = ${text}.trim().split("\\n").map((line) => JSON.parse(line));\n${flattened("records")}`,
        path,
        lineOf: "plain",
        subject: path,
      },
    ];
  }
  const pairs = lines.filter((line) => (line.match(/\w=/g) ?? []).length >= 2);
  if (lines.length < 3 || pairs.length < lines.length - 2) return [];
  const code = `const pairs = /([\\w.-]+)=("[^"]*"|\\S+)/g;
const rows = ${text}.trim().split("\\n").map((line) => Object.fromEntries([...line.matchAll(pairs)].map(([, key, value]) => [key, value.replace(/^"|"$/g, "")])));`;
  return [{ code, path, lineOf: "plain", subject: path }];
}

/** A header of at least three names, or two of a rare mark, and as many cells in each line behind it. */
function isTable(lines: readonly string[], mark: string): boolean {
  const [head = "", ...rest] = lines;
  const cells = (line: string): number => line.replace(/"[^"]*"/g, "").split(mark).length;
  const names = head.split(mark);
  const least = mark === "," ? 3 : 2;
  return (
    rest.length > 1 &&
    names.length >= least &&
    names.every((name) => /^\s*"?[\p{L}_][\p{L}\d_ .-]{0,40}"?\s*$/u.test(name)) &&
    rest.slice(0, -1).every((line) => cells(line) === names.length)
  );
}

import type { Corpus, CorpusEntry, CorpusPart } from "../corpus";
import { count } from "./format";

const LISTED_FILES = 40;

/** What the root model is told about the context: types, sizes and shape, never content. */
export function describeContext(corpus: Corpus): string {
  const parts = corpus.parts.filter((part) => part.shape !== "none");
  if (parts.length === 0) return "There is no context: `context` is undefined and `files` is empty.";
  const lines = [`Chosen by the person: ${corpus.manifest.name}.`];
  for (const part of parts) lines.push(...describePart(corpus, part));
  lines.push(`In all: ${sizeOf(corpus.manifest)}, about ${count(corpus.manifest.tokens, "token")}.`);
  const skipped = corpus.manifest.skipped.map((group) => `${String(group.count)} ${group.reason}`);
  if (skipped.length > 0) lines.push(`Left out, so not in the context: ${skipped.join(", ")}.`);
  return lines.join("\n");
}

function describePart(corpus: Corpus, part: CorpusPart): string[] {
  const variable = part.name === null ? "context" : `context[${JSON.stringify(part.name)}]`;
  const entries = corpus.entries.slice(part.first, part.first + part.count);
  const [only] = entries;
  if (part.shape === "files" || only === undefined) {
    return [
      `\`${variable}\` is an array of ${count(entries.length, "file")}, each {path, text, size, lines, language}.`,
      ...listFiles(entries),
    ];
  }
  const source = `${pathOf(only)}, ${sizeOf(only)}`;
  switch (part.shape) {
    case "text":
      return [
        `\`${variable}\` is one string: ${source}${only.firstLine === 1 ? "" : `, from line ${String(only.firstLine)} on`}.`,
      ];
    case "json":
      return [`\`${variable}\` is parsed JSON: ${source}. files[…].text is its source.`];
    case "table":
      return [
        `\`${variable}\` is a table {rows, columns}: rows is an array of objects by column name, all values strings. Source: ${source}.`,
      ];
    case "records":
      return [`\`${variable}\` is an array of parsed JSON records, one per line. Source: ${source}.`];
    case "none":
      return [];
  }
}

function listFiles(entries: readonly CorpusEntry[]): string[] {
  if (entries.length <= LISTED_FILES) {
    return entries.map(
      (entry) => `- ${pathOf(entry)} (${count(entry.lines, "line")}, ${count(entry.characters, "character")})`,
    );
  }
  const folders = new Map<string, { files: number; characters: number }>();
  for (const entry of entries) {
    const slash = entry.path.indexOf("/");
    const folder = slash < 0 ? "(top level)" : `${entry.path.slice(0, slash)}/`;
    const sum = folders.get(folder) ?? { files: 0, characters: 0 };
    folders.set(folder, { files: sum.files + 1, characters: sum.characters + entry.characters });
  }
  const largest = [...folders].sort((a, b) => b[1].characters - a[1].characters);
  const lines = largest
    .slice(0, LISTED_FILES)
    .map(([folder, sum]) => `- ${folder} ${count(sum.files, "file")}, ${count(sum.characters, "character")}`);
  if (largest.length > LISTED_FILES) lines.push(`- and ${count(largest.length - LISTED_FILES, "more folder")}`);
  return lines;
}

/** A path as it is; one with control characters, which could write lines of its own, as a JSON string. */
function pathOf({ path }: CorpusEntry): string {
  return /\p{Cc}/u.test(path) ? JSON.stringify(path) : path;
}

function sizeOf(what: { readonly characters: number; readonly lines: number }): string {
  return `${count(what.characters, "character")} in ${count(what.lines, "line")}`;
}

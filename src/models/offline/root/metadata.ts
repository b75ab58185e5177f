import type { ContextShape } from "../../../core/corpus";

/** One variable of the context as the first message describes it. */
export interface Variable {
  /** `context` or `context["name"]`. */
  readonly code: string;
  readonly shape: ContextShape;
  /** The path of its only text; null for files. */
  readonly path: string | null;
  /** The editor's number of the text's first line. */
  readonly firstLine: number;
}

export interface Metadata {
  readonly variables: readonly Variable[];
  /** Of files that are listed one by one; a large folder is not. */
  readonly paths: readonly string[];
  readonly files: number;
  readonly characters: number;
  readonly lines: number;
}

const SHAPES: readonly (readonly [RegExp, ContextShape])[] = [
  [/^(`context.*?`) is an array of [\d,]+ files?, each/, "files"],
  [/^(`context.*?`) is one string: (.*), [\d,]+ characters? in [\d,]+ lines?(?:, from line (\d+) on)?\.$/, "text"],
  [/^(`context.*?`) is parsed JSON: (.*), [\d,]+ characters? in [\d,]+ lines?/, "json"],
  [/^(`context.*?`) is a table .* Source: (.*), [\d,]+ characters? in [\d,]+ lines?\.$/, "table"],
  [
    /^(`context.*?`) is an array of parsed JSON records.* Source: (.*), [\d,]+ characters? in [\d,]+ lines?\.$/,
    "records",
  ],
];

/** Reads the description of the context in the first user message. */
export function readMetadata(text: string): Metadata {
  const lines = text.split("\n");
  const [, characters = "0", count = "0"] = /^In all: ([\d,]+) characters? in ([\d,]+) lines?/m.exec(text) ?? [];
  return {
    variables: lines.flatMap((line) => variableOf(line) ?? []),
    paths: lines.flatMap((line) => /^- (.*) \([\d,]+ lines?, [\d,]+ characters?\)$/.exec(line)?.[1] ?? []),
    files: lines.reduce((sum, line) => sum + filesOf(line), 0),
    characters: Number(characters.replaceAll(",", "")),
    lines: Number(count.replaceAll(",", "")),
  };
}

function filesOf(line: string): number {
  const files = /^`context.*?` is an array of ([\d,]+) files?, each/.exec(line)?.[1];
  if (files !== undefined) return Number(files.replaceAll(",", ""));
  return variableOf(line) === null ? 0 : 1;
}

function variableOf(line: string): Variable | null {
  for (const [pattern, shape] of SHAPES) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const [, code = "", path = "", firstLine = "1"] = match;
    return {
      code: code.replaceAll("`", ""),
      shape,
      path: shape === "files" ? null : path,
      firstLine: Number(firstLine),
    };
  }
  return null;
}

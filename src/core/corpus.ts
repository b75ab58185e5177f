import type { ContextManifest } from "./events";

/**
 * What a run is asked about, ready for a REPL: all text in one packed file that a worker reads through a descriptor,
 * never through messages. Made by `context/`, read by `repl/`.
 */
export interface Corpus {
  readonly manifest: ContextManifest;
  readonly parts: readonly CorpusPart[];
  readonly entries: readonly CorpusEntry[];
  /** Absolute path of the packed file; null when there are no entries. */
  readonly packPath: string | null;
  /** Removes the packed file. Safe to call twice. */
  dispose(): Promise<void>;
}

/**
 * What a cell sees as `context`: `text` a string; `json` parsed data; `table` `{rows, columns}` (CSV, TSV); `records` a
 * list of objects (JSONL); `files` an array-like of `{path, text, size, lines, language}`; `none` no context at all.
 */
export type ContextShape = "text" | "json" | "table" | "records" | "files" | "none";

/**
 * One context, or one of several named ones. A corpus whose only part has a null name is `context` itself; named parts
 * are the properties of one object.
 */
export interface CorpusPart {
  readonly name: string | null;
  readonly shape: ContextShape;
  /** Index of the first entry of this part. */
  readonly first: number;
  /** How many entries, from `first` on. All shapes but `files` and `none` have exactly one. */
  readonly count: number;
}

/** One text in the packed file. Between two texts stands one line feed that belongs to neither. */
export interface CorpusEntry {
  /** As a person would name it: relative to its folder, with `/`; unique within the corpus. */
  readonly path: string;
  /** Position and length in the packed file, in bytes. */
  readonly offset: number;
  readonly bytes: number;
  /** `ascii`: every byte is a character, so it may be read as Latin-1. */
  readonly encoding: "ascii" | "utf8";
  /** UTF-16 code units. */
  readonly characters: number;
  readonly lines: number;
  /** VS Code's language identifier, guessed from the name; `plaintext` where unknown. */
  readonly language: string;
  /** The editor's number of this text's first line: 1, unless it is a selection. */
  readonly firstLine: number;
}

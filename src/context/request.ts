import type { ContextShape } from "../core/corpus";
import type { ExcludeGlob } from "./excludes";

/** What a person chose to ask about. No groups at all: a run without a context. */
export interface CorpusRequest {
  /** What was chosen, for people; a function gets the number of files read. Made from the groups where absent. */
  readonly name?: string | ((files: number) => string);
  /**
   * Folders that paths are told relative to: those of the workspace, or the current folder. Those in which nothing was
   * chosen are left out; a path outside all of them brings its own.
   */
  readonly roots?: readonly Root[];
  readonly groups: readonly Group[];
}

export interface Root {
  /** For people; made unique where two are the same. */
  readonly label: string;
  /** Absolute. */
  readonly path: string;
  /** Made from `path` where absent. */
  readonly uri?: string;
  /** VS Code's globs, relative to this folder (`files.exclude`, `search.exclude`). */
  readonly excludes?: readonly ExcludeGlob[];
}

/** One context. Its name is null where it is the only one. */
export interface Group {
  readonly name: string | null;
  /** Absolute or relative to the process's folder: files, folders, and globs where no such file exists. */
  readonly paths?: readonly string[];
  readonly texts?: readonly TextAtHand[];
}

/** A text that is not read from disk: a selection, an editor that was never saved, standard input. */
export interface TextAtHand {
  /** The absolute path of its file, or a plain name such as `Untitled-1`. */
  readonly path: string;
  readonly text: string;
  /** The editor's number of its first line. Given for a selection only, which is plain text whatever its file is. */
  readonly firstLine?: number;
  /** What it is to a cell, if it parses as that; by the name's extension where absent. */
  readonly shape?: ContextShape;
}

export interface BuildOptions {
  /** Leave out what `.gitignore` and the roots' globs leave out. `.git` itself is always left out. */
  readonly respectIgnore: boolean;
  /** As in the setting `files.encoding`: how to read a file that has no byte order mark. */
  readonly encoding: string;
  /** As in the setting `files.autoGuessEncoding`. */
  readonly autoGuessEncoding: boolean;
  /** Bytes of one file. */
  readonly maxFileBytes: number;
  readonly maxFiles: number;
  /** Bytes of all files together. */
  readonly maxTotalBytes: number;
  /** Texts of editors with unsaved changes, by absolute path: taken in place of what is on disk. */
  readonly unsaved: ReadonlyMap<string, string>;
  /** Where the packed file is made; the system's folder for temporary files where absent. */
  readonly tempDir?: string;
}

const MB = 1024 * 1024;

export const DEFAULT_OPTIONS: BuildOptions = {
  respectIgnore: true,
  encoding: "utf8",
  autoGuessEncoding: false,
  maxFileBytes: 256 * MB,
  maxFiles: 50_000,
  maxTotalBytes: 1024 * MB,
  unsaved: new Map(),
};

export interface Progress {
  readonly stage: "listing" | "reading";
  /** Files found, or read, so far. */
  readonly files: number;
  /** Files to read; null while listing. */
  readonly total: number | null;
  /** Bytes read so far. */
  readonly bytes: number;
}

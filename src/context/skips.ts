import type { SkippedFiles } from "../core/events";

/** Why one file or folder is left out. The text is the same for all files that are left out for the same cause. */
export interface Skip {
  readonly reason: SkippedFiles["reason"];
  readonly text: string;
}

const EXAMPLES = 5;

/** Gathers what was left out, by cause, with a few examples each. */
export class Skips {
  private readonly groups = new Map<string, { skip: Skip; count: number; examples: string[] }>();

  add(skip: Skip, path: string): void {
    const key = `${skip.reason}\n${skip.text}`;
    const group = this.groups.get(key) ?? { skip, count: 0, examples: [] };
    group.count++;
    if (group.examples.length < EXAMPLES) group.examples.push(path);
    this.groups.set(key, group);
  }

  list(): readonly SkippedFiles[] {
    return [...this.groups.values()].map(({ skip, count, examples }) => ({ ...skip, count, examples }));
  }
}

export const IGNORED: Skip = {
  reason: "ignored",
  text: "Left out by .gitignore, files.exclude or search.exclude. A file that is chosen by itself is taken all the same.",
};

export const BINARY: Skip = { reason: "binary", text: "Binary files: their bytes are not text." };

export const LINKED_FOLDER: Skip = {
  reason: "symlink",
  text: "Symbolic links to folders are not followed. Choose the folder itself to ask about it.",
};

export const LINK_OUTSIDE: Skip = {
  reason: "symlink",
  text: "Symbolic links that lead out of the chosen folders are not followed. Choose the file itself to ask about it.",
};

export const LINK_TWICE: Skip = {
  reason: "symlink",
  text: "Symbolic links to files that are read anyway, under their own path.",
};

export const LINK_BROKEN: Skip = { reason: "symlink", text: "Symbolic links that lead nowhere." };

export const NOT_A_FILE: Skip = {
  reason: "unreadable",
  text: "Neither a file nor a folder (a pipe, socket or device).",
};

export function tooLarge(limit: number): Skip {
  return {
    reason: "too-large",
    text: `Larger than ${size(limit)}, the limit for one file. Split it, or ask about a selection.`,
  };
}

export function tooMany(limit: number): Skip {
  return {
    reason: "limit",
    text: `Only the first ${limit.toLocaleString("en")} files are read. Choose fewer folders, or leave some out with .gitignore.`,
  };
}

export function tooMuch(limit: number): Skip {
  return { reason: "limit", text: `Over ${size(limit)}, the limit for all files together. Choose fewer files.` };
}

export function undecodable(encoding: string): Skip {
  return {
    reason: "undecodable",
    text: `The encoding ${encoding} can't be read here. Save the files as UTF-8, or choose another files.encoding.`,
  };
}

/** What a failed system call means for one file. */
export function unreadable(code: string | null): Skip {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return { reason: "unreadable", text: "Moved or deleted while the context was being read." };
    case "EACCES":
    case "EPERM":
      return { reason: "unreadable", text: "No permission to read them." };
    default:
      return { reason: "unreadable", text: `The system could not read them (${code ?? "unknown error"}).` };
  }
}

/** Bytes for people: `256 MB`, `2.0 GB`. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} bytes`;
  const units = ["KB", "MB", "GB", "TB"];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number.isInteger(value) ? String(value) : value.toFixed(1)} ${units[unit] ?? ""}`;
}

import type { Chosen } from "./chosen";
import type { PackedEntry } from "./manifest";
import type { Group } from "./request";
import { innerPath, type Roots } from "./roots";

/** A group whose paths have been looked up. */
export interface ChosenGroup extends Pick<Group, "name"> {
  readonly chosen: readonly Chosen[];
  readonly texts: NonNullable<Group["texts"]>;
}

/** What was chosen, for people: `src/a.ts`, `selection of src/a.ts (lines 10–40)`, `folder src (12 files)`, `3 files`. */
export function defaultName(groups: readonly ChosenGroup[], roots: Roots, packed: readonly PackedEntry[]): string {
  const files = packed.length === 1 ? "1 file" : `${packed.length.toLocaleString("en")} files`;
  const [group] = groups;
  if (group === undefined) return "no context";
  if (group.name !== null) return groups.map(({ name }) => name).join(", ");
  const [chosen] = group.chosen;
  const [text] = group.texts;
  const [only] = packed;
  if (group.chosen.length + group.texts.length !== 1 || only === undefined) return files;
  if (chosen?.kind === "folder") return `folder ${folderName(chosen.path, roots)} (${files})`;
  if (text?.firstLine === undefined) return packed.length === 1 ? only.entry.path : files;
  const last = text.firstLine + only.entry.lines - 1;
  const lines = last === text.firstLine ? `line ${String(last)}` : `lines ${String(text.firstLine)}–${String(last)}`;
  return `selection of ${only.entry.path} (${lines})`;
}

function folderName(path: string, roots: Roots): string {
  const root = roots.of(path);
  if (root === null) return path;
  return innerPath(root.path, path) || root.label;
}

import { cpSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";

/** What a window has open. A fixture is a folder of the project; the window gets a copy of it, free to change. */
export type Opened =
  | { readonly kind: "nothing" }
  | { readonly kind: "empty-folder" }
  | { readonly kind: "folder"; readonly fixture: string }
  /** `file`: the `.code-workspace` file within the fixture. */
  | { readonly kind: "workspace"; readonly fixture: string; readonly file: string }
  /** A folder as it is, by its absolute path. */
  | { readonly kind: "in-place"; readonly folder: string };

/** Absolute paths of what is opened; neither for an empty window. */
export interface OpenedPaths {
  readonly folder?: string;
  readonly workspace?: string;
}

/** Makes the copy that a window opens, below `home`. */
export function prepareOpened(opened: Opened, home: string): OpenedPaths {
  switch (opened.kind) {
    case "nothing":
      return {};
    case "in-place":
      return { folder: opened.folder };
    case "empty-folder": {
      const folder = join(home, "open", "empty");
      mkdirSync(folder, { recursive: true });
      return { folder };
    }
    case "folder":
      return { folder: copy(opened.fixture, home) };
    case "workspace":
      return { workspace: join(copy(opened.fixture, home), opened.file) };
  }
}

function copy(fixture: string, home: string): string {
  const target = join(home, "open", basename(fixture));
  cpSync(fixture, target, { recursive: true });
  return target;
}

import type { Opened } from "../support/vscodeHost/opened";

/** A VS Code window in which editor tests run, with fresh user data. */
export interface Session {
  /** The folder below test/editor whose tests run in it; "" is test/editor itself. */
  readonly folder: string;
  readonly opened: Opened;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export const sessions: readonly Session[] = [
  { folder: "", opened: { kind: "folder", fixture: "test/fixtures/workspace" } },
  { folder: "noFolder", opened: { kind: "nothing" } },
  { folder: "emptyFolder", opened: { kind: "empty-folder" } },
  {
    folder: "multiRoot",
    opened: { kind: "workspace", fixture: "test/fixtures/multiRoot", file: "two.code-workspace" },
  },
];

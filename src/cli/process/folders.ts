import { homedir, platform } from "node:os";
import { isAbsolute, join } from "node:path";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where this program keeps its data: saved runs in `runs`, the history of the REPL. */
export function dataFolder(environment: Environment): string {
  switch (platform()) {
    case "darwin":
      return join(homedir(), "Library", "Application Support", "rlm");
    case "win32":
      return join(absolute(environment.LOCALAPPDATA) ?? join(homedir(), "AppData", "Local"), "rlm");
    default:
      return join(absolute(environment.XDG_DATA_HOME) ?? join(homedir(), ".local", "share"), "rlm");
  }
}

export function runsFolder(environment: Environment): string {
  return join(dataFolder(environment), "runs");
}

/** The XDG base directory specification has relative paths ignored. */
function absolute(path: string | undefined): string | null {
  return path !== undefined && isAbsolute(path) ? path : null;
}

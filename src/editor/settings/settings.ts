import * as vscode from "vscode";
import type { ExcludeGlob } from "../../context/excludes";
import { SETTINGS_SECTION } from "../ids";
import { parseSettings, RUN_SETTINGS, type Settings } from "./schema";

/** The settings as they are now. Throws a `Problem` that names the setting at fault. */
export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  return parseSettings(Object.fromEntries(RUN_SETTINGS.map((name) => [name, configuration.get<unknown>(name)])));
}

/** The globs of `files.exclude` and `search.exclude` that are switched on for a folder. */
export function readExcludes(folder: vscode.Uri): readonly ExcludeGlob[] {
  return ["files", "search"].flatMap((section) =>
    enabledGlobs(vscode.workspace.getConfiguration(section, folder).get<unknown>("exclude")),
  );
}

function enabledGlobs(setting: unknown): ExcludeGlob[] {
  if (typeof setting !== "object" || setting === null) return [];
  return Object.entries(setting).flatMap(([glob, on]: [string, unknown]): ExcludeGlob[] => {
    if (on === true) return [glob];
    if (typeof on !== "object" || on === null || !("when" in on) || typeof on.when !== "string") return [];
    return [{ glob, when: on.when }];
  });
}

/** How the editor reads a file that has no byte order mark. */
export function readEncoding(): { readonly encoding: string; readonly autoGuessEncoding: boolean } {
  const files = vscode.workspace.getConfiguration("files");
  return { encoding: files.get("encoding", "utf8"), autoGuessEncoding: files.get("autoGuessEncoding", false) };
}

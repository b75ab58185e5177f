import * as vscode from "vscode";
import { say, takeAction } from "../actions";
import { Command, SETTINGS_SECTION } from "../ids";
import type { ProblemAction } from "../problem";
import type { ApiKey } from "../settings/apiKey";
import { readSettings } from "../settings/settings";
import type { CommandTable } from "./commands";

type SetupCommand = "setApiKey" | "removeApiKey" | "openSettings" | "showLog";

/** The commands around keys, settings and the log. */
export function setupCommands(
  key: ApiKey,
  log: vscode.LogOutputChannel,
): Pick<CommandTable, (typeof Command)[SetupCommand]> {
  const tell = (text: string, action: ProblemAction | null): void => {
    say("info", text, action).catch((error: unknown) => log.warn(String(error)));
  };
  return {
    [Command.setApiKey]: async () => {
      const host = await key.ask(readSettings().baseUrl);
      if (host === null) return false;
      const offline = vscode.workspace.getConfiguration(SETTINGS_SECTION).get("provider") === "offline";
      const text = offline
        ? `The API key for ${host} is set. The setting rlm.provider is “offline”, so no run uses it yet.`
        : `The API key for ${host} is set. Runs use it from now on.`;
      tell(text, offline ? "open-settings" : null);
      return true;
    },
    [Command.removeApiKey]: async () => {
      const { baseUrl } = readSettings();
      const removed = await key.remove(baseUrl);
      const rest =
        (await key.read(baseUrl)) === null ? "" : " The one in the environment variable OPENAI_API_KEY still holds.";
      tell((removed ? "The API key is removed from this machine." : "No API key was set.") + rest, null);
      return removed;
    },
    [Command.openSettings]: () => takeAction("open-settings"),
    [Command.showLog]: () => log.show(),
  };
}

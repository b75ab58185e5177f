import * as vscode from "vscode";
import { hideSecrets } from "../models/secrets";
import { asProblem } from "./asProblem";
import { Command, SETTINGS_SECTION } from "./ids";
import { Problem, type ProblemAction } from "./problem";

const LABELS: { readonly [A in ProblemAction]: string } = {
  "set-key": "Set API Key",
  "open-settings": "Open Settings",
  "choose-model": "Choose Model",
  "show-log": "Show Log",
  "open-folder": "Open Folder",
  "manage-trust": "Manage Workspace Trust",
};

/** What to do about a problem. `setting` is a full id where one setting is at fault. */
export async function takeAction(action: ProblemAction, setting: string | null = null): Promise<void> {
  switch (action) {
    case "set-key":
      await vscode.commands.executeCommand(Command.setApiKey);
      return;
    case "open-settings":
      await openSettings(setting ?? SETTINGS_SECTION);
      return;
    case "choose-model":
      await openSettings(`${SETTINGS_SECTION}.model`);
      return;
    case "show-log":
      await vscode.commands.executeCommand(Command.showLog);
      return;
    case "open-folder":
      await vscode.commands.executeCommand("vscode.openFolder");
      return;
    case "manage-trust":
      await vscode.commands.executeCommand("workbench.trust.manage");
      return;
  }
}

/** In a remote window the settings that name a server are those of the remote machine. */
async function openSettings(query: string): Promise<void> {
  const target = vscode.env.remoteName === undefined ? "openSettings" : "openRemoteSettings";
  await vscode.commands.executeCommand(`workbench.action.${target}`, { query });
}

/** Shows a message with at most one button for its action and one more, and does what is chosen. */
export async function say(
  level: "info" | "error",
  text: string,
  action: ProblemAction | null,
  options: {
    readonly setting?: string | null;
    readonly other?: { readonly label: string; readonly run: () => void };
  } = {},
): Promise<void> {
  const buttons = [
    ...(options.other === undefined ? [] : [options.other.label]),
    ...(action === null ? [] : [LABELS[action]]),
  ];
  const show = level === "error" ? vscode.window.showErrorMessage : vscode.window.showInformationMessage;
  const chosen = await show(text, ...buttons);
  if (chosen === undefined) return;
  if (chosen === options.other?.label) options.other.run();
  else if (action !== null) await takeAction(action, options.setting ?? null);
}

/**
 * Tells the person about an error once: what is worded for people as it is, anything else briefly, with all of it in
 * the log.
 */
export function report(error: unknown, doing: string, log: vscode.LogOutputChannel): void {
  const problem = asProblem(error);
  if (problem instanceof vscode.CancellationError) return;
  const telling = problem instanceof Problem ? tellProblem(problem, doing, log) : tellUnforeseen(error, doing, log);
  telling.catch((failure: unknown) => log.error(`${doing}: ${detailsOf(failure)}`));
}

function tellProblem(problem: Problem, doing: string, log: vscode.LogOutputChannel): Promise<void> {
  log.warn(`${doing}: ${problem.message}`);
  return say("error", problem.message, problem.action, { setting: problem.setting });
}

function tellUnforeseen(error: unknown, doing: string, log: vscode.LogOutputChannel): Promise<void> {
  log.error(`${doing}: ${detailsOf(error)}`);
  return say("error", "Something went wrong in RLM that should not have. The log says what.", "show-log");
}

function detailsOf(error: unknown): string {
  return hideSecrets(error instanceof Error ? (error.stack ?? error.message) : String(error), []);
}

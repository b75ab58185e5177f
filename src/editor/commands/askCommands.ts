import * as vscode from "vscode";
import type { Asker } from "../ask";
import {
  activeUri,
  fileChoice,
  filesChoice,
  openEditorsChoice,
  selectionChoice,
  workspaceChoice,
  type Choice,
} from "../context/choice";
import { Command } from "../ids";
import type { RunPanels } from "../panel/runPanels";
import { Problem } from "../problem";
import { commandOptions, resolveTargets } from "./arguments";
import type { CommandTable, Handler } from "./commands";

type AskCommand = "askWorkspace" | "askSelectedFiles" | "askThisFile" | "askSelection" | "askOpenEditors";

/** The commands that start a run and show it; they return its id, or undefined when the person changed their mind. */
export function askCommands(asker: Asker, panels: RunPanels): Pick<CommandTable, (typeof Command)[AskCommand]> {
  const ask = (choose: (args: readonly unknown[]) => Choice | Promise<Choice>): Handler => {
    return async (...args) => {
      const { question } = commandOptions(args);
      const run = await asker.ask(() => choose(args), question === undefined ? {} : { question });
      if (run !== undefined) panels.show(run);
      return run?.id;
    };
  };
  return {
    [Command.askWorkspace]: ask(workspaceChoice),
    [Command.askSelectedFiles]: ask(async (args) => {
      const uris = resolveTargets(args);
      return filesChoice(uris.length > 0 ? uris : await pickFiles());
    }),
    [Command.askThisFile]: ask((args) => {
      const uri = resolveTargets(args)[0] ?? activeUri();
      if (uri === null) throw new Problem("No file is open in an editor. Open the file that you want to ask about.");
      return fileChoice(uri);
    }),
    [Command.askSelection]: ask(() => {
      const editor = vscode.window.activeTextEditor;
      if (editor === undefined) throw new Problem("No editor is active. Select some text in an editor first.");
      return selectionChoice(editor);
    }),
    [Command.askOpenEditors]: ask(openEditorsChoice),
  };
}

/** From the palette nothing is selected, so the person picks files. */
async function pickFiles(): Promise<readonly vscode.Uri[]> {
  const picked = await vscode.window.showOpenDialog({
    title: "Files to Ask RLM About",
    openLabel: "Ask RLM",
    canSelectFiles: true,
    canSelectFolders: false,
    canSelectMany: true,
  });
  if (picked === undefined) throw new vscode.CancellationError();
  return picked;
}

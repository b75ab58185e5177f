import * as vscode from "vscode";
import { PANEL_TYPE } from "../../../src/editor/ids";

/** What the person would have been shown; toasts are suppressed in a window under test. */
export interface Shown {
  readonly level: "info" | "warning" | "error";
  readonly text: string;
  readonly buttons: readonly string[];
}

type Undo = () => void;
const undoing: Undo[] = [];

/** Takes everything back that this file changed; for `afterEach`. */
export async function restoreWindow(): Promise<void> {
  while (undoing.length > 0) undoing.pop()?.();
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** Notes the messages that are shown from now on, and presses the button that `press` names. */
export function recordMessages(press: (shown: Shown) => string | undefined = () => undefined): readonly Shown[] {
  const messages: Shown[] = [];
  const record = (level: Shown["level"]) => {
    return (text: string, ...rest: readonly unknown[]): Promise<string | undefined> => {
      const shown = { level, text, buttons: rest.filter((item) => typeof item === "string") };
      messages.push(shown);
      return Promise.resolve(press(shown));
    };
  };
  replace(vscode.window, "showErrorMessage", record("error"));
  replace(vscode.window, "showWarningMessage", record("warning"));
  replace(vscode.window, "showInformationMessage", record("info"));
  return messages;
}

/** Answers the next input boxes as a person would: with `type`'s text, or undefined for Escape. */
export function answerInputBox(type: (options: vscode.InputBoxOptions) => string | undefined): void {
  replace(vscode.window, "showInputBox", (options: vscode.InputBoxOptions = {}) => Promise.resolve(type(options)));
}

/** What an input box says of a text: empty when it takes it. */
export async function problemOf(box: vscode.InputBoxOptions, text: string): Promise<string> {
  const problem = await box.validateInput?.(text);
  return typeof problem === "string" ? problem : (problem?.message ?? "");
}

/** Puts `value` in the place of a property until `restoreWindow`. */
export function replace(target: object, name: string, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { configurable: true, enumerable: true, writable: true, value });
  undoing.push(() => {
    if (before === undefined) Reflect.deleteProperty(target, name);
    else Object.defineProperty(target, name, before);
  });
}

/** Titles of the open panels that show runs. */
export function panels(): readonly string[] {
  return panelTabs().map((tab) => tab.label);
}

export async function closePanels(): Promise<void> {
  await vscode.window.tabGroups.close(panelTabs());
}

function panelTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((tab) => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith(PANEL_TYPE));
}

/** Changes settings of RLM for this window; `undefined` takes one back. */
export async function setSettings(settings: Readonly<Record<string, unknown>>, section = "rlm"): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  for (const [name, value] of Object.entries(settings)) {
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
  }
}

/** Inserts text into a file in an editor, does `work`, and leaves the file on disk as it was. */
export async function withUnsaved<T>(
  uri: vscode.Uri,
  at: vscode.Position,
  text: string,
  work: (document: vscode.TextDocument) => Promise<T>,
): Promise<T> {
  // In a browser VS Code saves by itself after a second.
  await setSettings({ autoSave: "off" }, "files");
  const editor = await vscode.window.showTextDocument(uri);
  try {
    await editor.edit((edit) => edit.insert(at, text));
    return await work(editor.document);
  } finally {
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await setSettings({ autoSave: undefined }, "files");
  }
}

/** Resolves once `holds` does, looking after each change of the tabs. */
export async function tabsUntil(holds: () => boolean): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve) => {
    const listening = vscode.window.tabGroups.onDidChangeTabs(() => {
      if (!holds()) return;
      listening.dispose();
      resolve();
    });
  });
}

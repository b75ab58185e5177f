import * as vscode from "vscode";
import type { CorpusRequest, Root, TextAtHand } from "../../context/request";
import { Problem } from "../problem";
import { readExcludes } from "../settings/settings";
import { counted } from "../wording";

/** How the name of a context begins that is a part of a file. */
export const SELECTION_LABEL = "selection of";

/** What a person chose to ask about. Files are read when the question is asked, texts are taken as they stand. */
export interface Choice {
  /** For titles: "workspace shop", "3 chosen files". */
  readonly label: string;
  readonly request: CorpusRequest;
}

/** All folders of the workspace that are on disk. */
export function workspaceChoice(): Choice {
  const roots = workspaceRoots();
  if (roots.length === 0) {
    throw new Problem("No folder is open, so there is no workspace to ask about. Open a folder first.", "open-folder");
  }
  const label = `workspace ${vscode.workspace.name ?? roots.map((root) => root.label).join(", ")}`;
  return { label, request: { name: label, roots, groups: [{ name: null, paths: roots.map((root) => root.path) }] } };
}

/** Files and folders; one that lies in a chosen folder is read once. */
export function filesChoice(uris: readonly vscode.Uri[]): Choice {
  const paths = uris.filter((uri) => uri.scheme === "file").map((uri) => uri.fsPath);
  const [first] = paths;
  if (first === undefined) {
    throw new Problem("None of what was chosen is on disk. Choose files or folders of the workspace in the Explorer.");
  }
  const label = paths.length === 1 ? relativePath(vscode.Uri.file(first)) : counted(paths.length, "chosen item");
  return { label, request: { roots: workspaceRoots(), groups: [{ name: null, paths }] } };
}

/** One file as the editor shows it, changes that are not saved included. */
export async function fileChoice(uri: vscode.Uri): Promise<Choice> {
  if (uri.scheme === "file") return { ...filesChoice([uri]), label: relativePath(uri) };
  const text = await shownText(uri);
  return {
    label: text.path,
    request: { name: text.path, roots: workspaceRoots(), groups: [{ name: null, texts: [text] }] },
  };
}

/** What is selected, with the editor's line numbers; several selections are several texts. */
export function selectionChoice(editor: vscode.TextEditor): Choice {
  const { document } = editor;
  const selected = editor.selections.filter((selection) => !selection.isEmpty);
  if (selected.length === 0) throw new Problem("Nothing is selected. Select some text in an editor first.");
  const path = document.uri.scheme === "file" ? document.uri.fsPath : plainName(document.uri);
  const texts = [...selected]
    .sort((a, b) => a.start.compareTo(b.start))
    .map((selection) => ({ path, text: document.getText(selection), firstLine: selection.start.line + 1 }));
  const label = `${SELECTION_LABEL} ${relativePath(document.uri)}`;
  return { label, request: { name: label, roots: workspaceRoots(), groups: [{ name: null, texts }] } };
}

/** The texts in all tabs of all editor groups, each once; of a comparison, the side that can be edited. */
export async function openEditorsChoice(): Promise<Choice> {
  const uris = new Map<string, vscode.Uri>();
  for (const tab of vscode.window.tabGroups.all.flatMap((group) => group.tabs)) {
    const uri = textUri(tab.input);
    if (uri !== null) uris.set(uri.toString(), uri);
  }
  if (uris.size === 0) throw new Problem("No editor with text is open. Open the files that you want to ask about.");
  const open = [...uris.values()];
  const paths = open.filter((uri) => uri.scheme === "file").map((uri) => uri.fsPath);
  const texts = await Promise.all(open.filter((uri) => uri.scheme !== "file").map(shownText));
  const label = counted(open.length, "open editor");
  return { label, request: { name: label, roots: workspaceRoots(), groups: [{ name: null, paths, texts }] } };
}

/** The text editor tab in front, also where its file is too large for VS Code to share its text. */
export function activeUri(): vscode.Uri | null {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  return textUri(tab?.input) ?? vscode.window.activeTextEditor?.document.uri ?? null;
}

/** Texts of files that are open with changes that are not saved, by absolute path. */
export function unsavedTexts(): ReadonlyMap<string, string> {
  const dirty = vscode.workspace.textDocuments.filter((document) => document.isDirty && document.uri.scheme === "file");
  return new Map(dirty.map((document) => [document.uri.fsPath, document.getText()]));
}

function workspaceRoots(): readonly Root[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter((folder) => folder.uri.scheme === "file")
    .map(({ name, uri }) => ({ label: name, path: uri.fsPath, uri: uri.toString(), excludes: readExcludes(uri) }));
}

function textUri(input: unknown): vscode.Uri | null {
  if (input instanceof vscode.TabInputText) return input.uri;
  return input instanceof vscode.TabInputTextDiff ? input.modified : null;
}

async function shownText(uri: vscode.Uri): Promise<TextAtHand> {
  const document = await vscode.workspace.openTextDocument(uri);
  return { path: plainName(uri), text: document.getText() };
}

function relativePath(uri: vscode.Uri): string {
  return uri.scheme === "file" ? vscode.workspace.asRelativePath(uri) : plainName(uri);
}

/** `Untitled-1`, `extension-output.log`: the last part of an address that is not on disk. */
function plainName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1) || uri.scheme;
}

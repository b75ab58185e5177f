import * as vscode from "vscode";
import { resolveReference } from "../panel/references";
import { Problem } from "../problem";
import { LiveRun } from "../runs/liveRun";
import { manifestOf, readEntries } from "../runs/manifest";
import type { RunSource } from "../runs/runSource";
import { filesChoice, SELECTION_LABEL, workspaceChoice, type Choice } from "./choice";

/** What a run was asked about, to ask about it once more as it is today. Throws a `Problem` where it can't be told. */
export async function sameChoice(source: RunSource): Promise<Choice> {
  if (source instanceof LiveRun) return source.choice;
  const manifest = manifestOf(source);
  if (manifest === null) throw new Problem("This run does not say what it was about. Choose the files and ask anew.");
  if (manifest.name.startsWith(SELECTION_LABEL)) {
    throw new Problem(`This run was about a ${manifest.name}, which is not kept. Select the text and ask anew.`);
  }
  if (vscode.workspace.workspaceFolders !== undefined) {
    const workspace = workspaceChoice();
    if (workspace.label === manifest.name) return workspace;
  }
  const entries = await readEntries(source, manifest);
  const uris = entries.flatMap(([path]) => resolveReference(path, entries, manifest.roots)?.uri ?? []);
  return filesChoice(uris.map((uri) => vscode.Uri.parse(uri, true)));
}

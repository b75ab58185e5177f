import { strict as assert } from "node:assert";
import { dirname } from "node:path";
import * as vscode from "vscode";
import type { ManifestEntry, RunEvent, RunStart } from "../../../src/core/events";
import type { RunResult } from "../../../src/core/run";
import type { SavedRun } from "../../../src/core/store";
import type { RlmApi } from "../../../src/editor/api";
import { manifestOf, readEntries } from "../../../src/editor/runs/manifest";
import { savedSource } from "../../../src/editor/runs/runSource";
import { FileStore } from "../../../src/runs/fileStore";

/** The extension's exports, once it is active. */
export async function rlm(): Promise<RlmApi> {
  const extension = vscode.extensions.getExtension<RlmApi>("rlm-vscode.rlm");
  assert(extension !== undefined);
  return extension.activate();
}

/** Runs an ask command as a menu or key binding does, and waits for the run's end. */
export async function askBy(command: string, ...args: readonly unknown[]): Promise<RunResult> {
  const id: unknown = await vscode.commands.executeCommand(command, ...args);
  assert(typeof id === "string", `${command} has started no run`);
  return (await rlm()).result(id);
}

/** The store that holds a run, and the run as it was saved. */
export async function savedRun({
  id,
  logPath,
}: RunResult): Promise<{ readonly store: FileStore; readonly saved: SavedRun }> {
  assert(logPath !== null);
  const store = new FileStore(dirname(logPath));
  return { store, saved: await store.load(id) };
}

export async function startOf(result: RunResult): Promise<RunStart> {
  const start = (await savedRun(result)).saved.events.find((event: RunEvent) => event.type === "run.start");
  assert(start?.type === "run.start");
  return start;
}

/** The files of a run's context, in order. */
export async function entriesOf(result: RunResult): Promise<readonly ManifestEntry[]> {
  const { saved, store } = await savedRun(result);
  const source = savedSource(saved, store, false);
  const manifest = manifestOf(source);
  assert(manifest !== null);
  return readEntries(source, manifest);
}

/** Paths of a run's context, in order. */
export async function pathsOf(result: RunResult): Promise<readonly string[]> {
  return (await entriesOf(result)).map(([path]) => path);
}

/** A file or folder of the open workspace. */
export function inWorkspace(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert(folder !== undefined);
  return vscode.Uri.joinPath(folder.uri, path);
}

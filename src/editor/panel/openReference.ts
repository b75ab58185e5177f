import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { decode } from "../../context/decode";
import type { ContextManifest, ManifestEntry } from "../../core/events";
import { SELECTION_LABEL } from "../context/choice";
import { manifestOf, readEntries } from "../runs/manifest";
import type { RunSource } from "../runs/runSource";
import { readEncoding } from "../settings/settings";
import { resolveReference } from "./references";

/** A larger file is told from the one that was read by its size alone. */
const HASHED_BYTES = 64 * 1024 * 1024;

export interface ReferenceRequest {
  readonly path: string;
  readonly line: number;
  readonly endLine: number | null;
}

/** What came of a reference: what was opened, and what the person should know; `opened` is null where nothing was. */
export interface ReferenceOutcome {
  readonly opened: vscode.Uri | null;
  readonly message: string | null;
}

/**
 * Opens a file of the run's own context at a line, in `column`. Nothing else is ever opened: the path comes from a
 * model's answer or a saved run.
 */
export async function openReference(
  source: RunSource,
  request: ReferenceRequest,
  column: vscode.ViewColumn,
): Promise<ReferenceOutcome> {
  const manifest = manifestOf(source);
  const found =
    manifest === null ? null : resolveReference(request.path, await readEntries(source, manifest), manifest.roots);
  if (manifest === null || found === null) {
    return nothing(
      `The run's context holds no file “${request.path}”: the model may have misnamed it. Nothing was opened.`,
    );
  }
  const uri = found.uri === null ? null : vscode.Uri.parse(found.uri, true);
  const size = uri === null ? null : await fileSize(uri);
  if (uri === null || size === null) {
    const untitled = findUntitled(found.path);
    if (untitled === undefined)
      return nothing(`“${found.path}” is gone: it was moved, deleted or never saved since the run.`);
    await show(untitled.uri, request, column);
    return { opened: untitled.uri, message: null };
  }
  await show(uri, request, column);
  const changed = await hasChanged(uri, size, found.entry, manifest);
  return {
    opened: uri,
    message: changed
      ? `“${found.path}” has changed since the run read it, so line ${String(request.line)} may be off.`
      : null,
  };
}

function nothing(message: string): ReferenceOutcome {
  return { opened: null, message };
}

/** Bytes on disk; null where there is no such file. */
async function fileSize(uri: vscode.Uri): Promise<number | null> {
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    return (stat.type & vscode.FileType.File) === 0 ? null : stat.size;
  } catch {
    return null;
  }
}

function findUntitled(name: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.isUntitled && document.uri.path === name);
}

async function show(uri: vscode.Uri, { line, endLine }: ReferenceRequest, column: vscode.ViewColumn): Promise<void> {
  const start = new vscode.Position(line - 1, 0);
  const end = endLine === null || endLine < line ? start : new vscode.Position(endLine, 0);
  const options: vscode.TextDocumentShowOptions = {
    viewColumn: column,
    preview: true,
    selection: new vscode.Range(start, end),
  };
  // The command, unlike `showTextDocument`, also opens files too large for VS Code to share their text.
  await vscode.commands.executeCommand("vscode.open", uri, options);
}

/** Whether the file's text is another than the run read. Of a part of a file the manifest can't tell. */
async function hasChanged(
  uri: vscode.Uri,
  size: number,
  entry: ManifestEntry,
  manifest: ContextManifest,
): Promise<boolean> {
  const [, bytes, , , hash] = entry;
  if (manifest.name.startsWith(SELECTION_LABEL)) return false;
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty === true) return sha256(open.getText()) !== hash;
  if (size > HASHED_BYTES) return size !== bytes;
  const decoded = decode(await readFile(uri.fsPath), readEncoding());
  return !decoded.ok || sha256(decoded.text) !== hash;
}

function sha256(text: string | Buffer): string {
  return createHash("sha256").update(text).digest("hex");
}

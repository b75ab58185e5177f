import { createHash } from "node:crypto";
import * as vscode from "vscode";
import { TEXT_SCHEME } from "../ids";
import type { RunService } from "../runs/runService";
import { hasText } from "./textRefs";

export interface TextRequest {
  /** The run that the text is of. */
  readonly run: string;
  /** Hash of a text of the run, or the text itself where it is short and has none. */
  readonly content: { readonly ref: string } | { readonly text: string };
  readonly title: string;
  /** VS Code's language identifier; plain text where it is unknown. */
  readonly language: string;
}

/** Texts of runs as read-only documents, so that find, compare, word wrap and screen readers work on them. */
export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  /** Texts without a reference, by the address of their document, while it is open. */
  private readonly inline = new Map<string, string>();
  private readonly registered: vscode.Disposable;

  constructor(private readonly runs: RunService) {
    this.registered = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(TEXT_SCHEME, this),
      vscode.workspace.onDidCloseTextDocument((document) => this.inline.delete(document.uri.toString())),
    );
  }

  dispose(): void {
    this.registered.dispose();
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const inline = this.inline.get(uri.toString());
    if (inline !== undefined) return inline;
    const query = new URLSearchParams(uri.query);
    const source = await this.runs.source(query.get("run") ?? "");
    const ref = query.get("ref") ?? "";
    if (!hasText(source.snapshot(), ref))
      throw new Error("This run has no such text any more. Open it from the run's panel.");
    return source.text(ref);
  }

  /** Shows a text of a run in a read-only editor. */
  async open({ run, content, title, language }: TextRequest, column: vscode.ViewColumn): Promise<vscode.TextDocument> {
    const name = title.replace(/[/\\?#%*:|"<>\s]+/g, " ").trim() || "text";
    const ref = "ref" in content ? content.ref : createHash("sha256").update(content.text).digest("hex");
    const query = new URLSearchParams({ run, ref }).toString();
    const uri = vscode.Uri.from({ scheme: TEXT_SCHEME, path: `/${run.slice(-6)}/${name}`, query });
    if ("text" in content) this.inline.set(uri.toString(), content.text);
    const document = await vscode.workspace.openTextDocument(uri);
    const known = await vscode.languages.getLanguages();
    if (known.includes(language) && document.languageId !== language) {
      await vscode.languages.setTextDocumentLanguage(document, language);
    }
    await vscode.window.showTextDocument(document, { viewColumn: column, preview: true });
    return document;
  }
}

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { oneLine } from "../wording";
import type { RunSource } from "../runs/runSource";
import { pageHtml } from "./html";
import { parsePageMessage } from "./inbound";
import type { HostMessage, PageMessage } from "./messages";
import { PanelFeed } from "./panelFeed";

/** What a panel leaves to others: everything that reaches beyond showing the run. */
export interface PanelActions {
  /** Takes a message that is no matter of the feed, and answers through `post` where an answer is due. */
  handle(message: PageMessage, panel: RunPanel): Promise<void>;
  /** Told of a failure, for the log; `message` holds no text of the run. */
  problem(message: string): void;
}

/** One run in one webview panel. Closing it never touches the run. */
export class RunPanel implements vscode.Disposable {
  private readonly feed: PanelFeed;
  private readonly listening: readonly vscode.Disposable[];
  private closed = false;

  constructor(
    readonly source: RunSource,
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    private readonly actions: PanelActions,
  ) {
    this.feed = new PanelFeed(source, (message) => this.post(message));
    this.listening = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.feed.hide();
      }),
    ];
    panel.iconPath = new vscode.ThemeIcon("comment-discussion");
    panel.webview.options = pageOptions(extensionUri);
    panel.webview.html = html(panel.webview, extensionUri);
    this.setTitle();
  }

  get visible(): boolean {
    return this.panel.visible;
  }

  get column(): vscode.ViewColumn | undefined {
    return this.panel.viewColumn;
  }

  /** The column for editors that the page opens: beside the panel, never over it. */
  get otherColumn(): vscode.ViewColumn {
    return this.panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  close(): void {
    this.panel.dispose();
  }

  dispose(): void {
    this.closed = true;
    this.feed.dispose();
    for (const one of this.listening) one.dispose();
  }

  post(message: HostMessage): void {
    if (this.closed) return;
    this.panel.webview.postMessage(message).then(undefined, () => {
      // The page is gone; the next one asks for everything.
      this.feed.hide();
    });
  }

  private receive(raw: unknown): void {
    const message = parsePageMessage(raw);
    if (message === null) {
      this.actions.problem("The panel's page sent a message that is none; it was ignored.");
    } else if (message.type === "ready" || message.type === "resync") {
      this.feed.sendSnapshot();
      this.setTitle();
    } else {
      this.actions.handle(message, this).catch((error: unknown) => this.actions.problem(String(error)));
    }
  }

  private setTitle(): void {
    this.panel.title = `RLM: ${oneLine(this.source.question, 40)}`;
  }
}

/** How a panel of a run is opened; the same holds for one that VS Code brings back. */
export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  const folders = [["dist", "webview"], ["media"]];
  return {
    enableScripts: true,
    localResourceRoots: folders.map((folder) => vscode.Uri.joinPath(extensionUri, ...folder)),
  };
}

function html(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const address = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", "webview", name)).toString();
  const addresses = { script: address("main.js"), style: address("main.css"), cspSource: webview.cspSource };
  return pageHtml(addresses, randomBytes(16).toString("base64"));
}

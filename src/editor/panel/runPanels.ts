import * as vscode from "vscode";
import { PANEL_TYPE } from "../ids";
import type { RunService } from "../runs/runService";
import { missingSource, type RunSource } from "../runs/runSource";
import { parsePageState } from "./inbound";
import { pageOptions, RunPanel, type PanelActions } from "./runPanel";

/** The open panels, one per run. */
export class RunPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new Map<string, RunPanel>();
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly runs: RunService,
    private readonly actions: PanelActions,
  ) {
    this.listening = vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, this);
  }

  dispose(): void {
    this.listening.dispose();
    for (const panel of this.panels.values()) panel.dispose();
    this.panels.clear();
  }

  /**
   * Shows a run, among the panels or beside the active editor, and leaves the focus where it is. A panel that is open
   * comes to the front.
   */
  show(source: RunSource): void {
    const open = this.panels.get(source.id);
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const place = { viewColumn: this.columnOfPanels() ?? vscode.ViewColumn.Beside, preserveFocus: true };
    const options = { ...pageOptions(this.extensionUri), enableFindWidget: true };
    this.adopt(vscode.window.createWebviewPanel(PANEL_TYPE, "RLM", place, options), source);
  }

  isVisible(run: string): boolean {
    return this.panels.get(run)?.visible ?? false;
  }

  close(run: string): void {
    this.panels.get(run)?.close();
  }

  /** Brings a panel back after the window was reloaded: its page has kept which run it shows. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const run = parsePageState(state);
    if (run === null) {
      panel.dispose();
      return;
    }
    const source = await this.runs.source(run).catch((error: unknown) => missingSource(run, error));
    this.adopt(panel, source);
  }

  /** Where a panel is open already: each further one beside the last would soon leave no room for any. */
  private columnOfPanels(): vscode.ViewColumn | undefined {
    return [...this.panels.values()].map((panel) => panel.column).findLast((column) => column !== undefined);
  }

  private adopt(panel: vscode.WebviewPanel, source: RunSource): void {
    const shown = new RunPanel(source, panel, this.extensionUri, this.actions);
    this.panels.set(source.id, shown);
    panel.onDidDispose(() => {
      shown.dispose();
      if (this.panels.get(source.id) === shown) this.panels.delete(source.id);
    });
  }
}

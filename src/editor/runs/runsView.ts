import * as vscode from "vscode";
import { Command, View } from "../ids";
import { throttle } from "../throttle";
import type { RunService } from "./runService";
import * as rows from "./runRow";
import type { RunRow } from "./runRow";

const UPDATE_MS = 500;
/** How often ages move on, and rows are read anew while another process is at work on one. */
const REREAD_MS = 10_000;

/** The Runs view: all runs of this workspace, newest first, live while they are at work. */
export class RunsView implements vscode.TreeDataProvider<RunRow>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<RunRow>;
  private readonly update = throttle(() => this.changed.fire(), UPDATE_MS);
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly listening: readonly vscode.Disposable[];
  private saved: Promise<readonly RunRow[]> | undefined;
  /** Whether another process is at work on a run, whose log grows without our doing. */
  private elsewhere = false;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly runs: RunService,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.view = vscode.window.createTreeView(View.runs, { treeDataProvider: this, canSelectMany: true });
    this.listening = [
      runs.onDidChange(() => this.update.soon()),
      runs.onDidChangeList(() => this.refresh()),
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.refresh();
      }),
    ];
    this.timer = setInterval(() => {
      if (!this.view.visible) return;
      if (this.elsewhere) this.refresh();
      else this.update.soon();
    }, REREAD_MS);
  }

  dispose(): void {
    clearInterval(this.timer);
    this.update.cancel();
    for (const one of this.listening) one.dispose();
    this.view.dispose();
    this.changed.dispose();
  }

  /** The ids of the rows that are picked. */
  get picked(): readonly string[] {
    return this.view.selection.map(({ id }) => id);
  }

  /** Reads the saved runs anew. */
  refresh(): void {
    this.saved = undefined;
    const running = this.runs.running().length;
    this.view.badge = running === 0 ? undefined : { value: running, tooltip: rows.badgeText(running) };
    this.update.soon();
  }

  async getChildren(parent?: RunRow): Promise<RunRow[]> {
    if (parent !== undefined) return [];
    this.saved ??= this.readSaved();
    const saved = await this.saved;
    this.elsewhere = saved.some((row) => row.state === "running" && this.runs.find(row.id) === undefined);
    const live = this.runs
      .running()
      .map(({ id, question, startedAt, trace }) => rows.liveRow(id, question, startedAt, trace.trajectory));
    return [...rows.mergeRows(live, saved)];
  }

  getTreeItem(row: RunRow): vscode.TreeItem {
    const now = new Date();
    const { icon, color } = rows.rowIcon(row.state);
    const item = new vscode.TreeItem(row.question);
    item.id = row.id;
    item.description = rows.rowDescription(row, now);
    item.iconPath = new vscode.ThemeIcon(icon, color === null ? undefined : new vscode.ThemeColor(color));
    item.tooltip = new vscode.MarkdownString(rows.rowTooltip(row, now));
    item.contextValue = rows.rowContext(row);
    item.accessibilityInformation = { label: rows.rowLabel(row, now) };
    item.command = { command: Command.openRun, title: "Open Run", arguments: [row] };
    return item;
  }

  private async readSaved(): Promise<readonly RunRow[]> {
    try {
      return (await this.runs.saved()).map(rows.savedRow);
    } catch (error) {
      this.log.error(error instanceof Error ? error : String(error), "Saved runs could not be read.");
      return [];
    }
  }
}

import * as vscode from "vscode";
import { Command } from "../ids";
import { throttle } from "../throttle";
import { escapeMarkdown, oneLine } from "../wording";
import type { LiveRun } from "./liveRun";
import type { RunService } from "./runService";
import { progressText, statusBarText } from "./statusText";

const UPDATE_MS = 200;

/** One item while runs are at work: how far the newest has come; a click shows it. Hidden when nothing runs. */
export class RunStatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("runs", vscode.StatusBarAlignment.Left);
  private readonly update = throttle(() => this.show(), UPDATE_MS);
  private readonly listening: vscode.Disposable;

  constructor(private readonly runs: RunService) {
    this.item.name = "RLM run";
    this.listening = runs.onDidChange(() => this.update.soon());
  }

  dispose(): void {
    this.listening.dispose();
    this.update.cancel();
    this.item.dispose();
  }

  private show(): void {
    const running = this.runs.running();
    const newest = running[0];
    if (newest === undefined) {
      this.item.hide();
      return;
    }
    this.item.text = statusBarText(newest.trace.trajectory, running.length);
    this.item.accessibilityInformation = { label: `RLM run, ${progressText(newest.trace.trajectory)}`, role: "button" };
    this.item.command = { command: Command.showRun, title: "Show Current Run", arguments: [newest.id] };
    this.item.tooltip = tooltip(running);
    this.item.show();
  }
}

function tooltip(running: readonly LiveRun[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  text.isTrusted = { enabledCommands: [Command.stop, Command.openRun] };
  for (const run of running) {
    const link = (command: string, label: string): string =>
      `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([run.id]))})`;
    text.appendMarkdown(`**${escapeMarkdown(oneLine(run.question, 120))}**\n\n`);
    text.appendMarkdown(`${escapeMarkdown(progressText(run.trace.trajectory))}\n\n`);
    text.appendMarkdown(
      `${link(Command.openRun, "$(go-to-file) Show")} · ${link(Command.stop, "$(debug-stop) Stop")}\n\n`,
    );
  }
  return text;
}

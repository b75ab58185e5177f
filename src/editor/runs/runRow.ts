import type { RunSummary } from "../../core/store";
import type { Trajectory } from "../../core/trajectory";
import { ageText, costText, counted, durationText, escapeMarkdown, oneLine } from "../wording";
import { progressText } from "./statusText";

export type RowState = RunSummary["status"];

/** One run as the Runs view shows it. */
export interface RunRow {
  readonly id: string;
  readonly state: RowState;
  readonly question: string;
  readonly contextName: string;
  readonly startedAt: Date;
  /** Short, for the right of the label: what it cost and took, or how far it is. */
  readonly summary: string;
  /** True where this window has started it, so that it can be stopped here. */
  readonly here: boolean;
}

const STATES: {
  readonly [S in RowState]: { readonly icon: string; readonly color: string | null; readonly text: string };
} = {
  running: { icon: "sync~spin", color: null, text: "Running" },
  answered: { icon: "pass", color: "testing.iconPassed", text: "Answered" },
  forced: { icon: "warning", color: "list.warningForeground", text: "Out of turns" },
  stopped: { icon: "debug-stop", color: null, text: "Stopped" },
  failed: { icon: "error", color: "list.errorForeground", text: "Failed" },
  interrupted: { icon: "debug-disconnect", color: "list.warningForeground", text: "Interrupted" },
};

export function savedRow(run: RunSummary): RunRow {
  const parts = [costText(run.costUsd), durationText(run.ms)];
  return {
    id: run.id,
    state: run.status,
    question: oneLine(run.question, 300) || run.id,
    contextName: run.contextName,
    startedAt: new Date(run.startedAt),
    summary: run.status === "running" ? "at work in another window" : parts.join(" · "),
    here: false,
  };
}

/** A run that this window has at work. */
export function liveRow(id: string, question: string, startedAt: Date, trajectory: Trajectory): RunRow {
  const contextName = trajectory.root?.start.context.name ?? "";
  const summary = progressText(trajectory);
  return { id, state: "running", question: oneLine(question, 300), contextName, startedAt, summary, here: true };
}

/** Live rows in front of saved ones of the same run; newest first. */
export function mergeRows(live: readonly RunRow[], saved: readonly RunRow[]): readonly RunRow[] {
  const ids = new Set(live.map((row) => row.id));
  const rows = [...live, ...saved.filter((row) => !ids.has(row.id))];
  return rows.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime() || (a.id < b.id ? 1 : -1));
}

export function rowDescription(row: RunRow, now: Date): string {
  return [STATES[row.state].text, row.summary, ageText(row.startedAt, now)].filter((part) => part !== "").join(" · ");
}

export function rowIcon(state: RowState): { readonly icon: string; readonly color: string | null } {
  return STATES[state];
}

/** What the menus of a row go by. */
export function rowContext(row: RunRow): "running" | "elsewhere" | "finished" {
  if (row.state !== "running") return "finished";
  return row.here ? "running" : "elsewhere";
}

/** Markdown in which everything from the run is escaped. */
export function rowTooltip(row: RunRow, now: Date): string {
  const facts = [row.contextName, rowDescription(row, now)].filter((fact) => fact !== "");
  return [`**${escapeMarkdown(row.question)}**`, ...facts.map(escapeMarkdown)].join("\n\n");
}

/** For screen readers. */
export function rowLabel(row: RunRow, now: Date): string {
  return `${row.question}, ${rowDescription(row, now).replaceAll(" · ", ", ")}`;
}

/** How many runs are at work, for the view's badge. */
export function badgeText(running: number): string {
  return `${counted(running, "run")} at work`;
}

import * as vscode from "vscode";
import { Command } from "../ids";
import type { RunPanels } from "../panel/runPanels";
import { Problem } from "../problem";
import type { LiveRun } from "../runs/liveRun";
import type { RunService } from "../runs/runService";
import type { RunsView } from "../runs/runsView";
import { progressText } from "../runs/statusText";
import { counted, oneLine } from "../wording";
import { commandOptions, runIds } from "./arguments";
import type { CommandTable } from "./commands";

type RunCommand = "stop" | "showRun" | "openRun" | "deleteRun" | "refreshRuns";

/** The commands on runs that there are. Without an argument they mean the newest run of this window. */
export function runCommands(
  runs: RunService,
  panels: RunPanels,
  view: RunsView,
): Pick<CommandTable, (typeof Command)[RunCommand]> {
  return {
    [Command.stop]: async (...args) => {
      const ids = runIds(args);
      const chosen = ids.length > 0 ? ids.flatMap((id) => runs.find(id) ?? []) : await pickRunning(runs.running());
      for (const run of chosen) run.stop();
    },
    [Command.showRun]: (...args) => {
      const [id] = runIds(args);
      const run = id === undefined ? (runs.running()[0] ?? runs.recent()[0]) : runs.find(id);
      if (run === undefined)
        throw new Problem("No run was started in this window yet. Earlier ones are in the Runs view.");
      panels.show(run);
    },
    [Command.openRun]: async (...args) => {
      const [id] = runIds(args);
      if (id !== undefined) panels.show(await runs.source(id));
    },
    [Command.deleteRun]: async (...args) => {
      // The key has no row as its argument.
      const ids = args.length === 0 ? view.picked : runIds(args);
      if (ids.length === 0) return;
      if (ids.some((id) => runs.find(id)?.live === true)) {
        throw new Problem("A run that is at work can't be deleted. Stop it first.");
      }
      if (commandOptions(args).confirmed !== true && !(await confirmDelete(ids.length))) return;
      for (const id of ids) {
        await runs.remove(id);
        panels.close(id);
      }
    },
    [Command.refreshRuns]: () => view.refresh(),
  };
}

/** The run to stop: the only one, or the ones that the person picks. */
async function pickRunning(running: readonly LiveRun[]): Promise<readonly LiveRun[]> {
  if (running.length <= 1) return running;
  const items = running.map((run) => ({
    label: oneLine(run.question, 80),
    description: progressText(run.trace.trajectory),
    run,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: "RLM: Stop Run", canPickMany: true });
  return (picked ?? []).map((item) => item.run);
}

async function confirmDelete(count: number): Promise<boolean> {
  const button = "Delete";
  const chosen = await vscode.window.showWarningMessage(
    `Delete ${counted(count, "run")}?`,
    {
      modal: true,
      detail: "The question, the answer and all steps are removed from this machine. This can't be undone.",
    },
    button,
  );
  return chosen === button;
}

import type * as vscode from "vscode";
import type { RunResult } from "../../core/run";
import { say } from "../actions";
import type { RunPanels } from "../panel/runPanels";
import type { LiveRun } from "./liveRun";
import { noticeOf } from "./notice";
import type { RunService } from "./runService";

/** Says once when a run has ended, where the person does not see it anyway. */
export function announceEnds(runs: RunService, panels: RunPanels, log: vscode.LogOutputChannel): vscode.Disposable {
  return runs.onDidEnd(({ run, result }) => {
    announce(run, result, panels).catch((error: unknown) => log.warn(String(error)));
  });
}

async function announce(run: LiveRun, result: RunResult, panels: RunPanels): Promise<void> {
  const visible = panels.isVisible(run.id);
  const notice = noticeOf(result, run.question, visible);
  if (notice === null) return;
  const show = { label: "Show Run", run: () => panels.show(run) };
  await say(notice.level, notice.text, notice.action, visible ? {} : { other: show });
}

import type * as vscode from "vscode";
import type { RunResult } from "../core/run";
import type { RunSummary } from "../core/store";
import type { Asker } from "./ask";
import { filesChoice, workspaceChoice } from "./context/choice";
import type { RunPanels } from "./panel/runPanels";
import { Problem } from "./problem";
import type { RunService } from "./runs/runService";

interface AskRequest {
  readonly question: string;
  /** Files and folders on disk; the whole workspace where absent. */
  readonly files?: readonly vscode.Uri[];
  /** Whether a panel shows the run. Default: true. */
  readonly show?: boolean;
  /** Stops the run; while its context is still being read, `ask` rejects with a `vscode.CancellationError`. */
  readonly signal?: AbortSignal;
}

/** What the extension gives to other extensions: `vscode.extensions.getExtension("rlm-vscode.rlm")?.exports`. */
export interface RlmApi {
  /**
   * Asks a question with the person's settings and key, and resolves when the run has ended: reaching a limit, being
   * stopped and a model's failure are results. Rejects with an `Error` worded for people when no run can be started.
   */
  ask(request: AskRequest): Promise<RunResult>;
  /** The result of a run of this window, once it has ended; rejects for an id that it does not know. */
  result(id: string): Promise<RunResult>;
  /** Saved runs of this workspace, newest first. */
  runs(): Promise<readonly RunSummary[]>;
  /** Stops a run of this window; nothing happens where it has ended. */
  stop(id: string): void;
  /** Fires when a run of this window was started, has ended, or was deleted. */
  readonly onDidChangeRuns: vscode.Event<void>;
}

export function createApi(asker: Asker, runs: RunService, panels: RunPanels): RlmApi {
  return {
    ask: async ({ question, files, show = true, signal }) => {
      const choose = () => (files === undefined ? workspaceChoice() : filesChoice(files));
      const run = await asker.ask(choose, signal === undefined ? { question } : { question, signal });
      if (run === undefined) throw new Problem("The question was withdrawn.");
      if (show) panels.show(run);
      const stop = (): void => run.stop();
      if (signal?.aborted === true) stop();
      signal?.addEventListener("abort", stop, { once: true });
      try {
        return await run.result;
      } finally {
        signal?.removeEventListener("abort", stop);
      }
    },
    result: async (id) => {
      const run = runs.find(id);
      if (run === undefined) throw new Problem(`This window has started no run ${id}.`);
      return run.result;
    },
    runs: () => runs.saved(),
    stop: (id) => runs.find(id)?.stop(),
    onDidChangeRuns: runs.onDidChangeList,
  };
}

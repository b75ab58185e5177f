import type { RunResult } from "../../core/run";
import type { ProblemAction } from "../problem";
import { oneLine } from "../wording";

/** What to say when a run has ended. */
export interface Notice {
  readonly level: "info" | "error";
  readonly text: string;
  readonly action: ProblemAction | null;
}

/** Null where the person sees it anyway or did it: only failures speak up while the panel is in view. */
export function noticeOf(result: RunResult, question: string, panelVisible: boolean): Notice | null {
  const about = `“${oneLine(question, 60)}”`;
  const why = result.reason?.text ?? "";
  const action = result.reason?.action ?? null;
  switch (result.status) {
    case "failed":
      return { level: "error", text: `RLM could not answer ${about}. ${why}`.trim(), action: action ?? "show-log" };
    case "answered":
      return panelVisible ? null : { level: "info", text: `RLM has answered ${about}.`, action: null };
    case "forced":
      return panelVisible
        ? null
        : { level: "info", text: `RLM ran out of turns on ${about}, and answered from what it knew.`, action };
    case "stopped":
      if (panelVisible || result.reason?.code === "user") return null;
      return { level: "info", text: `RLM stopped work on ${about}. ${why}`.trim(), action };
  }
}

import { runCost, type Trajectory } from "../../core/trajectory";
import { costText, counted } from "../wording";

/** Where a run stands, from its trajectory: `turn 3/20 · 12 sub-queries · $0.02`. */
export function progressText({ root }: Trajectory): string {
  if (root === null) return "starting";
  const last = root.turns.at(-1)?.start;
  const parts = [
    last?.forced === true ? "last call" : `turn ${String(last?.turn ?? 0)}/${String(root.start.limits.maxTurns)}`,
  ];
  if (root.subQueries > 0) parts.push(counted(root.subQueries, "sub-query", "sub-queries"));
  parts.push(root.start.models.root.offline ? "offline" : costText(runCost(root)));
  return parts.join(" · ");
}

/** The status bar item's text for the newest of `running` runs at work. */
export function statusBarText(newest: Trajectory, running: number): string {
  const others = running > 1 ? ` (+${String(running - 1)})` : "";
  return `$(sync~spin) RLM ${progressText(newest)}${others}`;
}

import type { Trajectory } from "../../core/trajectory";
import { costText, counted } from "../wording";

/** Where a run stands, from its trajectory: `turn 3/20 · 12 sub-queries · $0.02`. */
export function progressText({ root }: Trajectory): string {
  if (root === null) return "starting";
  const turn = root.turns.at(-1)?.start.turn ?? 0;
  const parts = [`turn ${String(turn)}/${String(root.start.limits.maxTurns)}`];
  if (root.subQueries > 0) parts.push(counted(root.subQueries, "sub-query", "sub-queries"));
  parts.push(root.start.models.root.offline ? "offline" : costText(root.spend.costUsd));
  return parts.join(" · ");
}

/** The status bar item's text for the newest of `running` runs at work. */
export function statusBarText(newest: Trajectory, running: number): string {
  const others = running > 1 ? ` (+${String(running - 1)})` : "";
  return `$(sync~spin) RLM ${progressText(newest)}${others}`;
}

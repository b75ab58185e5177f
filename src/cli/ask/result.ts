import { count, digits } from "../../core/prompts/format";
import type { RunResult } from "../../core/run";
import { totalTokens } from "../../core/usage";
import type { Output } from "../output/output";
import { facts, money, subQueries, wallTime } from "../output/words";

/**
 * The run's result as the one object that `--json` prints. `reason` is the code of the limit or the cause (`turns`,
 * `cost`, `user`, `model`, …), `message` says the same for people; both are null for an answered run.
 */
export function resultJson(result: RunResult): string {
  const { status, answer, reason, turns, subQueries, depth, usage, costUsd, ms, logPath } = result;
  return JSON.stringify({
    status,
    answer,
    reason: reason?.code ?? null,
    message: reason?.text ?? null,
    turns,
    subQueries,
    depth,
    usage,
    costUsd,
    ms: Math.round(ms),
    log: logPath,
  });
}

/** Says on standard error how a run ended, where that is not simply its answer. */
export function describeEnd(result: RunResult, output: Output): void {
  const { status, reason } = result;
  if (output.closed.aborted) output.notice("Nobody reads standard output any more.");
  else if (status === "failed") output.problem(`The run failed. ${reason?.text ?? ""}`.trim());
  else if (reason !== null) output.notice(`${status === "forced" ? "Forced answer" : "Stopped"}: ${reason.text}`);
  if (!output.watched) return;
  const spent = facts(
    status,
    count(result.turns, "turn"),
    subQueries(result.subQueries),
    `${digits(totalTokens(result.usage))} tokens`,
    money(result.costUsd),
    wallTime(result.ms),
  );
  output.notice(output.style("stderr", "dim", `${spent}\nrlm show ${result.id}`));
}

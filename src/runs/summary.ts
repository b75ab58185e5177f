import type { RunEvent, RunStart } from "../core/events";
import type { RunSummary } from "../core/store";
import { textHead } from "../core/text";
import { addCost } from "../core/usage";

const QUESTION_CHARACTERS = 300;

type Identity = Pick<RunSummary, "id" | "path">;

/** The line in the list for a run that has an end. */
export function endedSummary(
  identity: Identity,
  start: RunStart,
  end: Extract<RunEvent, { type: "run.end" }>,
): RunSummary {
  const { turns, subQueries, costUsd, ms } = end.totals;
  return { ...identity, ...aboutStart(start), status: end.status, turns, subQueries, costUsd, ms };
}

/** The line for a run without an end, from what its log holds so far. */
export function openSummary(
  identity: Identity,
  start: RunStart,
  events: readonly RunEvent[],
  status: "running" | "interrupted",
): RunSummary {
  let turns = 0;
  let subQueries = 0;
  let costUsd: number | null = 0;
  for (const event of events) {
    if (event.type === "turn.reply") {
      if (event.run === start.run) turns++;
      costUsd = addCost(costUsd, event.costUsd);
    } else if (event.type === "query.start") {
      subQueries++;
    } else if (event.type === "query.end") {
      if (event.fromMemory) subQueries--;
      // The cost of a child run is counted where it arises: in the child's own turns and queries.
      if (event.childRun === null) costUsd = addCost(costUsd, event.costUsd);
    }
  }
  // A damaged log may have lost the start of a query.
  subQueries = Math.max(0, subQueries);
  return { ...identity, ...aboutStart(start), status, turns, subQueries, costUsd, ms: events.at(-1)?.at ?? 0 };
}

/** The line for a file of which nothing can be told but why; `why` is for people. */
export function unreadableSummary(identity: Identity, why: string, modified: Date): RunSummary {
  return {
    ...identity,
    status: "interrupted",
    question: `(${why})`,
    contextName: "",
    startedAt: modified.toISOString(),
    turns: 0,
    subQueries: 0,
    costUsd: null,
    ms: 0,
    models: null,
  };
}

function aboutStart(start: RunStart): Pick<RunSummary, "question" | "contextName" | "startedAt" | "models"> {
  const { question, context, startedAt, models } = start;
  return { question: textHead(question, QUESTION_CHARACTERS), contextName: context.name, startedAt, models };
}

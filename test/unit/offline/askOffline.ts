import { strict as assert } from "node:assert";
import { buildCorpus } from "../../../src/context/buildCorpus";
import type { RunEvent } from "../../../src/core/events";
import type { RlmOptions, RunRequest, RunResult } from "../../../src/core/run";
import type { CorpusRequest, TextAtHand } from "../../../src/context/request";
import { createOfflineModels } from "../../../src/models/offline/offline";
import { rlmFor } from "../../support/rlm";

/** A finished run of the offline model, through the real engine, contexts and REPL. */
export interface Asked extends RunResult {
  readonly events: readonly RunEvent[];
}

export interface AskOptions extends Pick<RunRequest, "limits" | "history" | "signal"> {
  readonly rlm?: Partial<RlmOptions>;
}

/** Asks about a context: paths on disk, or texts by their names. */
export async function askOffline(
  question: string,
  context: { readonly paths: readonly string[] } | Readonly<Record<string, string>> | readonly TextAtHand[],
  { rlm: parts = {}, ...request }: AskOptions = {},
): Promise<Asked> {
  const { root, sub } = createOfflineModels();
  const rlm = rlmFor(root, { subModel: sub, ...parts });
  const group = groupOf(context);
  const corpus = await buildCorpus({ groups: group.texts?.length === 0 ? [] : [{ name: null, ...group }] });
  try {
    const run = rlm.run({ question, corpus, ...request });
    const events: RunEvent[] = [];
    for await (const event of run) events.push(event);
    return { ...(await run.result), events };
  } finally {
    await corpus.dispose();
  }
}

function groupOf(context: Parameters<typeof askOffline>[1]): Omit<CorpusRequest["groups"][number], "name"> {
  if (isTexts(context)) return { texts: context };
  if ("paths" in context && Array.isArray(context.paths)) return { paths: context.paths };
  return { texts: Object.entries(context).map(([path, text]) => ({ path, text: String(text) })) };
}

function isTexts(context: Parameters<typeof askOffline>[1]): context is readonly TextAtHand[] {
  return Array.isArray(context);
}

/** The answer holds all of `expected` and nothing of `excluded`, and no cell of the run failed. */
export function assertAnswer(asked: Asked, expected: readonly string[], excluded: readonly string[] = []): void {
  const answer = asked.answer ?? "";
  assert.equal(asked.status, "answered", asked.reason?.text);
  for (const text of expected) assert.ok(answer.includes(text), `the answer lacks "${text}":\n${answer}`);
  for (const text of excluded) assert.ok(!answer.includes(text), `the answer has "${text}":\n${answer}`);
  const errors = asked.events.flatMap((event) =>
    event.type === "cell.end" && event.error !== null ? [event.error] : [],
  );
  assert.deepEqual(errors, [], "a cell failed");
}

/** Lines of random words, the same for the same seed. */
export function haystack(lines: number, seed = 7): string[] {
  const words =
    "river stone market paper window garden signal copper lantern number code access door report quick the of".split(
      " ",
    );
  let state = seed;
  const next = (): string => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return words[Math.floor((state / 2147483648) * words.length)] ?? "";
  };
  return Array.from({ length: lines }, () => Array.from({ length: 8 }, next).join(" "));
}

/** `lines` with others put in so that the first of them stands on line `at`. */
export function withLines(lines: readonly string[], at: number, ...others: readonly string[]): string {
  return [...lines.slice(0, at - 1), ...others, ...lines.slice(at - 1)].join("\n");
}

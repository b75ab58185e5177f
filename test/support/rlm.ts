import { resolve } from "node:path";
import { TempContextPacker } from "../../src/context/packer";
import type { RunEvent } from "../../src/core/events";
import type { Model } from "../../src/core/model";
import { Rlm } from "../../src/core/rlm";
import type { RlmOptions, RunRequest, RunResult } from "../../src/core/run";
import { ProcessReplFactory } from "../../src/repl/handle";

/** An `Rlm` with the real REPL and the real contexts; only the words of its models are the test's. */
export function rlmFor(model: Model, options: Partial<RlmOptions> = {}): Rlm {
  return new Rlm({
    model,
    repls: new ProcessReplFactory({ workerPath: resolve("dist/worker.cjs") }),
    contexts: new TempContextPacker(),
    app: { name: "test", version: "0", host: "library", pid: process.pid },
    ...options,
  });
}

/** A finished run with all its events. */
export interface Finished {
  readonly result: RunResult;
  readonly events: readonly RunEvent[];
}

/** Asks `question` over one text (an empty one: no context) and waits for the end. */
export async function ask(
  rlm: Rlm,
  text: string,
  request: Partial<RunRequest> & { readonly question?: string } = {},
): Promise<Finished> {
  const corpus = await new TempContextPacker().pack({ shape: "text", text }, "text");
  try {
    const run = rlm.run({ question: "What is it?", corpus, ...request });
    const events: RunEvent[] = [];
    for await (const event of run) events.push(event);
    return { result: await run.result, events };
  } finally {
    await corpus.dispose();
  }
}

/** The events of one type. */
export function ofType<T extends RunEvent["type"]>(
  events: readonly RunEvent[],
  type: T,
): Extract<RunEvent, { type: T }>[] {
  return events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
}

import { join } from "node:path";
import type { Corpus } from "../../core/corpus";
import { resolveLimits } from "../../core/limits";
import type { Arguments } from "../line/arguments";
import { connect, connectOptions, offlineNotice } from "../models/connection";
import { openContext } from "../context/openContext";
import { engineOptions } from "../process/engineOptions";
import { readEnvironment } from "../process/environment";
import { dataFolder } from "../process/folders";
import { Interrupt } from "../process/interrupt";
import { readLines } from "./lines";
import type { REPL_OPTIONS } from "../line/options";
import type { Output } from "../output/output";
import { QueryProgress } from "./queryProgress";
import { ReplHuman } from "./human";
import { serveJson } from "./json";
import { ReplSession } from "./session";
import { serveTerminal } from "./terminal";
import { readLimits } from "../line/runLimits";
import { readSelection } from "../line/selection";
import { EXIT } from "../process/status";
import { UsageError } from "../line/usageError";

type ReplArguments = Arguments<keyof typeof REPL_OPTIONS>;

/** A person may sit before a REPL for as long as they like: the longest that a timer can run. */
const NO_TIMEOUT_MS = 2_000_000_000;

/** `rlm repl`: the REPL by hand, over the same context and sandbox as in a run. */
export async function repl(args: ReplArguments, output: Output): Promise<number> {
  const selection = readSelection(args, false);
  if ([...selection.paths, ...[...selection.named.values()].flat()].includes("-")) {
    throw new UsageError(
      "Standard input carries the cells here, so it can't be the context. Name a file with it instead.",
    );
  }
  const limits = resolveLimits({ timeoutMs: NO_TIMEOUT_MS }, readLimits(args));
  const environment = await readEnvironment(args.text("env-file"));
  const models = connect(connectOptions(args, environment));
  const interrupt = new Interrupt(() => undefined);
  const ended = AbortSignal.any([interrupt.signal, output.closed]);
  ended.addEventListener("abort", () => process.stdin.destroy());
  let corpus: Corpus | null = null;
  let session: ReplSession | null = null;
  try {
    const engine = await engineOptions(models);
    corpus = await openContext(selection, output, interrupt.signal, false);
    if (corpus === null) return interrupt.status ?? EXIT.failed;
    const progress = new QueryProgress(output, args.has("verbose"));
    session = await ReplSession.open(engine, limits, corpus, !args.has("no-models"), (event) => progress.see(event));
    const notice = offlineNotice(models) ?? models.notice;
    if (notice !== null && !args.has("no-models")) output.notice(notice);
    if (args.has("json")) await serveJson(session, process.stdin, output, ended);
    else await serveHuman(session, join(dataFolder(environment), "repl_history"), corpus.manifest.name, output, ended);
  } catch (error) {
    if (!ended.aborted) throw error;
  } finally {
    interrupt.dispose();
    models.dispose();
    await session?.dispose();
    await corpus?.dispose();
  }
  return interrupt.status ?? EXIT.done;
}

async function serveHuman(
  session: ReplSession,
  historyPath: string,
  contextName: string,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const human = new ReplHuman(session, output, signal);
  if (process.stdin.isTTY && process.stdout.isTTY) {
    output.notice(`context: ${contextName}. Type .help for help.`);
    await serveTerminal(human, historyPath, output, signal);
    return;
  }
  for await (const line of readLines(process.stdin)) if (!(await human.take(line))) return;
  await human.flush();
}

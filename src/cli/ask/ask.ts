import type { Corpus } from "../../core/corpus";
import { Rlm } from "../../core/rlm";
import type { Run } from "../../core/run";
import type { Arguments } from "../line/arguments";
import { connect, connectOptions, offlineNotice } from "../models/connection";
import { openContext } from "../context/openContext";
import { engineOptions } from "../process/engineOptions";
import { readEnvironment } from "../process/environment";
import { runsFolder } from "../process/folders";
import { Interrupt } from "../process/interrupt";
import { LogStore } from "./logStore";
import type { ASK_OPTIONS } from "../line/options";
import type { Output } from "../output/output";
import { ProgressLine } from "./progress";
import { describeEnd, resultJson } from "./result";
import { readLimits } from "../line/runLimits";
import { readSelection } from "../line/selection";
import { EXIT, exitStatus } from "../process/status";
import { UsageError } from "../line/usageError";
import { VerboseCells } from "./verbose";

type AskArguments = Arguments<keyof typeof ASK_OPTIONS>;

/** `rlm ask`: one run over the chosen context. */
export async function ask(args: AskArguments, output: Output): Promise<number> {
  checkOptions(args);
  const selection = readSelection(args, true);
  const question = checkQuestion(selection.question);
  const limits = readLimits(args);
  const environment = await readEnvironment(args.text("env-file"));
  const store = await LogStore.open(runsFolder(environment), args.text("log"));
  const progress = new ProgressLine(output);
  const models = connect({ ...connectOptions(args, environment), onWait: (text) => progress.wait(text) });
  const interrupt = new Interrupt(() => output.notice("Stopping. Ctrl+C again exits at once."));
  let corpus: Corpus | null = null;
  try {
    const engine = await engineOptions(models);
    corpus = await openContext(selection, output, interrupt.signal, true, (read) => progress.reading(read)).catch(
      (error: unknown) => {
        throw withHint(error, question);
      },
    );
    if (corpus === null) return interrupt.status ?? EXIT.failed;
    const notice = offlineNotice(models) ?? models.notice;
    if (notice !== null) output.notice(notice);
    const signal = AbortSignal.any([interrupt.signal, output.closed]);
    const run = new Rlm({ ...engine, store, limits }).run({ question, corpus, signal });
    await follow(run, args, output, progress);
    if (store.failure !== null) output.notice(store.failure);
    const { status } = await run.result;
    return status === "stopped" ? (interrupt.status ?? exitStatus(status)) : exitStatus(status);
  } finally {
    progress.dispose();
    interrupt.dispose();
    models.dispose();
    await corpus?.dispose();
  }
}

/** Shows a run as it goes on, and what it came to. */
async function follow(run: Run, args: AskArguments, output: Output, progress: ProgressLine): Promise<void> {
  const verbose = args.has("verbose") ? new VerboseCells(output) : null;
  run.subscribe((event) => {
    progress.see(event);
    verbose?.see(event);
    // With --verbose it stands among the cells.
    if (event.type === "note" && event.level !== "info" && verbose === null && event.cell === null)
      output.notice(event.text);
    if (args.has("events")) output.result(`${JSON.stringify(event)}\n`);
  });
  const result = await run.result;
  progress.dispose();
  await verbose?.finish();
  if (args.has("json")) output.result(`${resultJson(result)}\n`);
  else if (!args.has("events") && result.answer !== null) output.result(result.answer.replace(/\n?$/, "\n"));
  describeEnd(result, output);
}

function checkQuestion(question: string | null): string {
  if (question === null) throw new UsageError('What is the question? rlm ask "<question>" [path …]');
  if (question.trim() === "") throw new UsageError("The question is empty. Ask something about the context.");
  return question;
}

/** `rlm ask what is this` takes "is" and "this" for paths. */
function withHint(error: unknown, question: string): unknown {
  if (!(error instanceof UsageError) || /\s/.test(question)) return error;
  return new UsageError(`${error.message} A question of several words needs quotes: rlm ask "${question} …".`);
}

function checkOptions(args: AskArguments): void {
  if (args.has("json") && args.has("events")) throw new UsageError("--json and --events can't be used together.");
  if (args.has("quiet") && args.has("verbose")) throw new UsageError("--quiet and --verbose can't be used together.");
}

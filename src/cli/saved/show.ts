import { stat } from "node:fs/promises";
import { queriesOf } from "../../core/nodes";
import type { RunSummary, SavedRun } from "../../core/store";
import type { Text } from "../../core/text";
import { applyEvent, createTrajectory, interrupt, type RunNode } from "../../core/trajectory";
import { FileStore } from "../../runs/fileStore";
import { RunError } from "../../runs/runError";
import { loadFile } from "../../runs/loadFile";
import { readText } from "../../runs/textFiles";
import { mayBeWriting } from "../../runs/writer";
import type { Arguments } from "../line/arguments";
import { cellCode, cellResult, runFacts, turnHeading, turnProse, type Writing } from "../output/cells";
import { runsFolder } from "../process/folders";
import type { SHOW_OPTIONS } from "../line/options";
import type { Output } from "../output/output";
import { EXIT } from "../process/status";
import { UsageError } from "../line/usageError";
import { writingFor } from "../output/writing";

/** `rlm show`: prints a saved run as cells. */
export async function show(args: Arguments<keyof typeof SHOW_OPTIONS>, output: Output): Promise<number> {
  const [target, ...more] = args.positionals.map(({ text }) => text);
  if (target === undefined || more.length > 0)
    throw new UsageError("Name one run: rlm show RUN|FILE. rlm runs lists them.");
  const saved = await loadFile(await findLog(target, args.text("dir") ?? runsFolder(process.env)));
  for (const problem of saved.problems) output.notice(problem);
  const trajectory = createTrajectory();
  for (const event of saved.events) applyEvent(trajectory, event);
  const { root } = trajectory;
  if (root === null) throw new Error(`${saved.path} holds no run that could be shown.`);
  if (root.end === null && !mayBeWriting(root.start, (await stat(saved.path)).mtime, false)) interrupt(trajectory);
  await print(root, saved, output);
  return EXIT.done;
}

/** The log's path: of a file, of the newest run, or of the one run whose id holds `target`. */
async function findLog(target: string, folder: string): Promise<string> {
  if (
    await stat(target).then(
      (stats) => stats.isFile(),
      () => false,
    )
  )
    return target;
  const saved = await new FileStore(folder).list();
  const [newest] = saved;
  if (target === "last" && newest !== undefined) return newest.path;
  const exact = saved.find((run) => run.id === target);
  const found = exact === undefined ? saved.filter((run) => run.id.includes(target)) : [exact];
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.path;
  throw new UsageError(
    found.length === 0
      ? nothingFound(target, folder, saved)
      : `"${target}" fits ${String(found.length)} runs: ${found
          .slice(0, 5)
          .map(({ id }) => id)
          .join(", ")}.`,
  );
}

function nothingFound(target: string, folder: string, saved: readonly RunSummary[]): string {
  const there = saved.length === 0 ? "There are no saved runs" : "rlm runs lists what is there";
  return `There is no file "${target}" and no run of that id in ${folder}. ${there}.`;
}

async function print(root: RunNode, saved: SavedRun, output: Output): Promise<void> {
  const writing = writingFor(output, "stdout", (text) => wholeText(text, saved.path));
  const { bold, faint, whole } = writing;
  const { start, end } = root;
  const { models } = start;
  const names = models.root.id === models.sub.id ? models.root.id : `${models.root.id}, sub-queries ${models.sub.id}`;
  output.result(`${bold(await whole(start.question))}\n`);
  output.result(faint(`${start.run} · ${start.context.name} · ${names}\n${runFacts(root)}\n\n`));
  await printTurns(root, writing, (text) => output.result(text));
  for (const { text } of root.notes) output.result(faint(`Note: ${text}\n`));
  if (end?.reason) output.result(`${end.reason.text}\n`);
  if (end?.answer)
    output.result(
      `${bold(end.status === "answered" ? "Answer" : "Answer so far")}\n${(await whole(end.answer)).replace(/\n?$/, "\n")}`,
    );
}

async function printTurns(run: RunNode, writing: Writing, write: (text: string) => void): Promise<void> {
  for (const turn of run.turns) {
    write(turnHeading(turn, writing));
    write(await turnProse(turn, writing));
    for (const cell of turn.cells) {
      write(await cellCode(cell, writing));
      for (const { child } of queriesOf(cell)) {
        if (child !== null) await printTurns(child, writing, (text) => write(indent(text)));
      }
      write(await cellResult(cell, writing));
    }
    write("\n");
  }
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}

/** A text of the run; where it is lost, its beginning and why. */
async function wholeText(text: Text, log: string): Promise<string> {
  if (typeof text === "string") return text;
  return readText(log, text.ref).catch((error: unknown) => {
    if (error instanceof RunError) return `${text.head}\n[… ${error.message}]`;
    throw error;
  });
}

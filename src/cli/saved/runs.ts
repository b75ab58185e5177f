import { digits } from "../../core/prompts/format";
import { headOf } from "../../core/text";
import type { RunSummary } from "../../core/store";
import { FileStore } from "../../runs/fileStore";
import type { Arguments } from "../line/arguments";
import { runsFolder } from "../process/folders";
import type { RUNS_OPTIONS } from "../line/options";
import type { Output } from "../output/output";
import { EXIT } from "../process/status";
import { columns } from "../output/table";
import { money } from "../output/words";

/** `rlm runs`: saved runs, newest first. */
export async function runs(args: Arguments<keyof typeof RUNS_OPTIONS>, output: Output): Promise<number> {
  const folder = args.text("dir") ?? runsFolder(process.env);
  const saved = await new FileStore(folder).list();
  if (args.has("json")) {
    for (const run of saved) output.result(`${JSON.stringify(run)}\n`);
  } else if (saved.length === 0) {
    output.notice(`No saved runs in ${folder}.`);
  } else {
    output.result(columns([["RUN", "WHEN", "STATUS", "TURNS", "SUB-QUERIES", "COST", "QUESTION"], ...saved.map(row)]));
  }
  return EXIT.done;
}

function row(run: RunSummary): string[] {
  const cost = run.models?.root.offline === true ? "-" : money(run.costUsd);
  return [
    run.id,
    localTime(run.startedAt),
    run.status,
    digits(run.turns),
    digits(run.subQueries),
    cost,
    oneLine(run.question),
  ];
}

/** `2026-11-22 10:15` in the machine's time zone. */
function localTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "unknown";
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16).replace("T", " ");
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 80 ? line : `${headOf(line, 79)}…`;
}

import type { QueryEnd, QueryStart } from "../../core/events";
import { count, digits } from "../../core/prompts/format";
import { queriesOf } from "../../core/nodes";
import type { CellNode, QueryNode, RunNode, TurnNode } from "../../core/trajectory";
import { textHead, textLength, type Text } from "../../core/text";
import { totalTokens } from "../../core/usage";
import { facts, money, subQueries, wallTime } from "./words";

/** How a run is written out: where colours come from, and where large texts do. */
export interface Writing {
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly bad: (text: string) => string;
  /** The text to show; where it is too long, as much as belongs there. */
  readonly whole: (text: Text) => Promise<string>;
}

/** Sub-queries of one cell that are listed one by one. */
const LISTED_QUERIES = 20;

const INDENT = "    ";

export function turnHeading(turn: TurnNode, { bold, faint }: Writing): string {
  const child = turn.run.level === 0 ? "" : ` of ${turn.run.start.run}`;
  const { reply } = turn;
  const spent =
    reply === null
      ? turn.status
      : facts(
          wallTime(reply.ms),
          `${digits(totalTokens(reply.usage))} tokens`,
          turn.run.start.models.root.offline ? "" : money(reply.costUsd),
        );
  const forced = turn.start.forced ? " (asked for the answer: turns ran out)" : "";
  return `${bold(`Turn ${String(turn.start.turn)}${child}`)}${forced}${faint(` · ${spent}`)}\n`;
}

/** What a turn said where it holds no cell. */
export async function turnProse(turn: TurnNode, { whole }: Writing): Promise<string> {
  if (turn.cells.length > 0 || turn.reply === null) return "";
  return block((await whole(turn.reply.reply)).trim());
}

export async function cellCode(cell: CellNode, { bold, whole }: Writing): Promise<string> {
  return `${bold(`In [${String(cell.start.cell)}]`)}\n${block(await whole(cell.start.code))}`;
}

/** What a cell printed, asked, returned and threw. */
export async function cellResult(cell: CellNode, writing: Writing): Promise<string> {
  const { bold, faint, bad, whole } = writing;
  const parts: string[] = [];
  const printed = (await Promise.all(cell.output.map(whole))).join("");
  if (printed !== "") parts.push(`${bold("Printed")}\n${block(printed)}`);
  if (cell.tally.total > 0) parts.push(listQueries(cell, writing));
  const { end } = cell;
  const number = String(cell.start.cell);
  if (end?.value !== null && end?.value !== undefined)
    parts.push(`${bold(`Out [${number}]`)}\n${block(await whole(end.value))}`);
  if (end !== null && end.droppedChars > 0)
    parts.push(faint(`${INDENT}${count(end.droppedChars, "more character")} printed, not kept\n`));
  if (end?.error) {
    const { name, message, line, column } = end.error;
    const where = line === null ? "" : ` (line ${String(line)}${column === null ? "" : `:${String(column)}`})`;
    parts.push(block(bad(`${name}: ${message}${where}`)));
  }
  if (end?.restart) {
    const { text, kept, lost } = end.restart;
    parts.push(block(`The REPL was restarted: ${text} Kept: ${list(kept)}. Lost: ${list(lost)}.`));
  }
  parts.push(...cell.notes.map((note) => block(faint(`Note: ${note.text}`))));
  if (cell.final === "held-back") parts.push(block(faint("The answer in this cell was held back.")));
  parts.push(faint(`${INDENT}${end === null ? cell.status : wallTime(end.ms)}\n`));
  return parts.join("");
}

/** What a run has come to and cost, in one line. */
export function runFacts(run: RunNode): string {
  const { end, spend, status } = run;
  return facts(
    status,
    count(end?.totals.turns ?? run.turns.length, "turn"),
    subQueries(run.subQueries),
    `${digits(totalTokens(spend.usage))} tokens`,
    run.start.models.root.offline ? "" : money(spend.costUsd),
    end === null ? "" : wallTime(end.totals.ms),
  );
}

function listQueries(cell: CellNode, { bold, faint, bad }: Writing): string {
  const { total, failed, cancelled, fromMemory } = cell.tally;
  const parts = [
    [failed, "failed"],
    [cancelled, "cancelled"],
    [fromMemory, "from memory"],
  ] as const;
  const some = parts.flatMap(([number, what]) => (number === 0 ? [] : [`${digits(number)} ${what}`])).join(", ");
  const lines = [`${bold("Sub-queries")} ${digits(total)}${some === "" ? "" : ` (${some})`}`];
  for (const query of queriesOf(cell)) {
    if (lines.length > LISTED_QUERIES) {
      lines.push(faint(`${INDENT}and ${digits(total - LISTED_QUERIES)} more`));
      break;
    }
    lines.push(`${INDENT}${queryLine(query, bad)}`);
  }
  return `${lines.join("\n")}\n`;
}

function queryLine({ start, end, status, child }: QueryNode, bad: Writing["bad"]): string {
  const line =
    end === null ? `${String(start.query)} ${quote(start.prompt)} → ${status}` : describeQuery(start, end, bad);
  return `${line}${child === null ? "" : ` (run ${child.start.run})`}`;
}

/** One sub-query that has ended, in one line. */
export function describeQuery(start: QueryStart, end: QueryEnd, bad: Writing["bad"]): string {
  const reply = end.error === null ? quote(end.reply) : bad(end.error);
  return `${String(start.query)} ${quote(start.prompt)} → ${reply}`;
}

/** The beginning of a text on one line. */
function quote(text: Text): string {
  const head = textHead(text, 60).replace(/\s+/g, " ").trim();
  return textLength(text) > 60 ? `“${head}…” (${digits(textLength(text))} characters)` : `“${head}”`;
}

function block(text: string): string {
  return `${text.replace(/\n$/, "").replace(/^/gm, INDENT)}\n`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.join(", ");
}

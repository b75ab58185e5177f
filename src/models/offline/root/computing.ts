import { computeCell, type LineOf } from "../records/computeCell";
import { describePlan } from "../records/describePlan";
import type { Plan } from "../records/plan";
import { profileCell } from "../records/profileCell";
import { readProfile, type Profile } from "../records/profile";
import { asksForFigures, readPlan } from "../records/readPlan";
import { answer, inline, NOTHING } from "./answer";
import { figures } from "./figures";
import type { Move } from "./move";
import { rowsOf, type Rows } from "./rowsOf";
import type { Talk } from "./talk";

const COMPUTED = "The figures are computed and seen, with some of their rows.";

/** Counting, adding, comparing and looking up over records. Null where the question is none for that. */
export function computing(talk: Talk): Move | null {
  const rows = rowsOf(talk);
  if (rows === null || talk.failures("Columns") > 0 || talk.failures("Compute") > 1) return null;
  const [columns] = talk.done("Columns");
  if (columns === undefined) return talk.isLast ? null : profile(talk, rows);
  const known = readProfile(columns.output);
  if (known === null) return null;
  const reading = readPlan(talk.question.text, known, rows.subject);
  if (!("plan" in reading)) return null;
  const [computed] = talk.done("Compute");
  if (computed !== undefined)
    return answer(figures(talk.question.text, reading.plan, computed.output, known, rows.path), COMPUTED);
  return talk.isLast ? null : compute(reading.plan, known, rows);
}

function profile(talk: Talk, rows: Rows): Move {
  const code = profileCell(rows.code, talk.question.text);
  return { step: "Columns", plan: "These are records: what is in each column?", code };
}

function compute(plan: Plan, known: Profile, rows: Rows): Move {
  const code = computeCell(plan, { path: rows.path, lineOf: lineOf(rows, known) });
  return { step: "Compute", plan: `Figures are for code: ${describePlan(plan)}.`, code };
}

function lineOf(rows: Rows, known: Profile): LineOf {
  if (rows.lineOf !== "key") return rows.lineOf;
  const key = known.columns.find((column) => column.distinct === known.rows);
  return key === undefined ? null : { key: key.name };
}

function isOnlyRecords(talk: Talk): boolean {
  return talk.conversation.metadata.variables.every(({ shape }) => shape !== "files" && shape !== "text");
}

/** What to say of a question for a figure that speaks of what the records do not have; null for any other question. */
export function unmatched(talk: Talk): Move | null {
  const rows = rowsOf(talk);
  const known = readProfile(talk.output("Columns"));
  if (rows === null || known === null || !isOnlyRecords(talk) || !asksForFigures(talk.question.text)) return null;
  const reading = readPlan(talk.question.text, known, rows.subject);
  const words = "plan" in reading ? [] : reading.unknown;
  if (words.length === 0) return null;
  const columns = known.columns.map((column) => inline(column.name)).join(", ");
  const sought = words.map((word) => `“${word}”`).join(", ");
  return answer([
    `**${NOTHING}:** no column or value of \`${rows.path}\` matches ${sought}.`,
    "",
    `Its columns: ${columns}.`,
  ]);
}

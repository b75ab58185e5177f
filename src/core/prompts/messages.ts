import type { Corpus } from "../corpus";
import type { CellError, RestartInfo } from "../events";
import { headOf, tailOf } from "../text";
import { describeContext } from "./context";
import { digits } from "./format";

/** The first user message: the question, what the context is, and the first status line. */
export function firstMessage(options: {
  readonly question: string;
  readonly corpus: Corpus;
  /** How many characters of prompt the sub-model takes. */
  readonly subPromptChars: number;
  readonly subQueries: boolean;
  readonly status: string;
}): string {
  const sub = options.subQueries
    ? `\n\nOne prompt to the sub-model may hold about ${digits(options.subPromptChars)} characters.`
    : "";
  return `<question>\n${options.question}\n</question>\n\n<context>\n${describeContext(options.corpus)}\n</context>${sub}\n\n${options.status}`;
}

/** Asks for the answer when the turns have run out. */
export const FORCED_MESSAGE =
  "The turns have run out. Answer now from what you know: reply with FINAL(your answer) as plain text, or with one cell that calls FINAL or FINAL_VAR. Say what is uncertain.";

/** What one cell showed, as the root model sees it. */
export interface Observation {
  readonly cell: number;
  readonly output: string;
  readonly outputChars: number;
  readonly value: string | null;
  readonly error: CellError | null;
  readonly restart: RestartInfo | null;
}

/**
 * The newest user message after a turn: what its cells showed, what the model is told about its reply, and the status
 * line. `maxChars` is shared by the cells of the turn. The text between `<output>` and `</output>` is data.
 */
export function turnMessage(options: {
  readonly observations: readonly Observation[];
  readonly notes: readonly string[];
  readonly status: string;
  readonly maxChars: number;
}): string {
  const share = Math.floor(options.maxChars / Math.max(1, options.observations.length));
  const parts = options.observations.map((observation) => describeCell(observation, share));
  parts.push(...options.notes.map((note) => `Note: ${note}`));
  parts.push(options.status);
  return parts.join("\n\n");
}

function describeCell(observation: Observation, maxChars: number): string {
  const lines = [`Cell ${String(observation.cell)}:`];
  const forOutput =
    observation.value === null
      ? maxChars
      : Math.max(Math.ceil((maxChars * 3) / 4), maxChars - observation.value.length);
  if (observation.output !== "") {
    const exact = Math.max(observation.outputChars, observation.output.length);
    lines.push(`<output characters="${String(exact)}">\n${clip(observation.output, forOutput, exact)}\n</output>`);
  }
  if (observation.value !== null) {
    const left = Math.max(maxChars - observation.output.length, Math.floor(maxChars / 4));
    lines.push(`<value>\n${clip(observation.value, left, observation.value.length)}\n</value>`);
  }
  if (observation.error !== null) lines.push(describeError(observation.error));
  if (observation.restart !== null) lines.push(describeRestart(observation.restart));
  if (lines.length === 1) lines.push("No output. Print what you want to see, or end the cell with an expression.");
  return lines.join("\n");
}

function describeError(error: CellError): string {
  const where =
    error.line === null
      ? ""
      : ` at line ${String(error.line)}${error.column === null ? "" : `:${String(error.column)}`}`;
  return `<error>\n${headOf(`${error.name}: ${error.message}`, 2000)}${where}\n</error>\nVariables set before the error are kept.`;
}

function describeRestart(restart: RestartInfo): string {
  const kept = restart.kept.length === 0 ? "No variables were kept" : `Kept: ${restart.kept.join(", ")}`;
  const lost = restart.lost.length === 0 ? "" : ` Lost: ${restart.lost.join(", ")}.`;
  return `The REPL was restarted: ${restart.text} ${kept}.${lost} Replies of finished sub-queries come from memory when asked again.`;
}

/** Head and tail of a long text with its true length in between. */
function clip(text: string, max: number, length: number): string {
  if (text.length <= max) return text;
  const head = headOf(text, Math.ceil(max * 0.7));
  const tail = tailOf(text, Math.floor(max * 0.3));
  return `${head}\n[… ${String(length - head.length - tail.length)} of ${String(length)} characters are not shown; they are only in variables and the log …]\n${tail}`;
}

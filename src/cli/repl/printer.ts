import { count } from "../../core/prompts/format";
import type { VariableInfo } from "../../core/events";
import type { CellResult } from "../../core/repl";
import { headOf } from "../../core/text";
import type { Output } from "../output/output";
import { columns } from "../output/table";

/** Characters of a value that are shown; a cell can print all of it. */
const SHOWN_VALUE = 20_000;

/** Shows what a cell came to, after what it printed. */
export function printCell(result: CellResult, endsInLine: boolean, output: Output): void {
  const say = (text: string): void => {
    output.result(`${text}\n`);
  };
  if (!endsInLine) say("");
  const { value, error, final, finalRefused, restart, droppedChars, notes } = result;
  if (droppedChars > 0)
    say(output.style("stdout", "dim", `${count(droppedChars, "more character")} printed, not shown`));
  if (value !== null) {
    const head = headOf(value, SHOWN_VALUE);
    say(head.length === value.length ? value : `${head}\n[… ${count(value.length - head.length, "more character")} …]`);
  }
  if (error !== null) {
    const where =
      error.line === null
        ? ""
        : ` (line ${String(error.line)}${error.column === null ? "" : `:${String(error.column)}`})`;
    say(output.style("stdout", "red", `${error.name}: ${error.message}${where}`));
  }
  if (final !== null) say(`${output.style("stdout", "bold", "FINAL")} ${final.text}`);
  const lost = restart !== null && restart.lost.length > 0 ? ` Lost: ${restart.lost.join(", ")}.` : "";
  if (restart !== null) say(output.style("stdout", "yellow", `The REPL was restarted: ${restart.text}${lost}`));
  for (const note of finalRefused === null ? notes : [...notes, finalRefused]) say(output.style("stdout", "dim", note));
}

export function variableTable(variables: readonly VariableInfo[]): string {
  if (variables.length === 0) return "No variables yet. What is always there: see .help\n";
  return columns(
    variables.map(({ name, type, size, preview }) => [name, size === "" ? type : `${type}, ${size}`, preview]),
  );
}

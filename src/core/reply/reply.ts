import type { Finish } from "../model";
import { isProgram, splitBlocks, type Block, type Prose } from "./blocks";
import { stripReasoning } from "./reasoning";
import { readTextFinal, type TextFinal, type TextFinalReading } from "./textFinal";

/** What a reply of the root model asks for. */
export interface ReplyReading {
  /** Code to run, in order. */
  readonly cells: readonly string[];
  /** Only in a reply without cells. */
  readonly final: TextFinal | null;
  /** What was ignored and why, worded for the model. */
  readonly notes: readonly string[];
  /** The reply without reasoning markup. */
  readonly text: string;
}

const CELL_LANGUAGES = new Set(["repl", "js", "javascript", "jsx", "mjs", "ts", "typescript", "tsx", "node"]);
const HOW = "Write the code of a turn into one block that begins with ```repl.";

/**
 * Reads a reply of the root model. Never throws. Code comes only from fences: `repl` ones, or, where there is none,
 * JavaScript, TypeScript and bare ones. A final as text counts only in a reply without code.
 */
export function readReply(reply: string, finish: Finish): ReplyReading {
  const text = stripReasoning(reply.replace(/\r\n?/g, "\n"));
  if (text.trim() === "") return { cells: [], final: null, notes: [`The reply held nothing to run. ${HOW}`], text };
  const segments = splitBlocks(text);
  const blocks = segments.filter((segment): segment is Block => segment.kind === "block");
  const prose = segments.filter((segment): segment is Prose => segment.kind === "prose");

  const bareFinal = onlyFinalInBareFence(blocks, prose, finish);
  if (bareFinal !== null) {
    const { final, refused } = bareFinal;
    return { cells: [], final, notes: refused === null ? [] : [refused], text };
  }

  const { chosen, notes } = chooseBlocks(blocks);
  const runnable = chosen.filter((block) => block.body.trim() !== "");
  if (chosen.length > runnable.length) notes.push(`An empty block was ignored. ${HOW}`);
  const cells: string[] = [];
  for (const block of runnable) {
    if (!block.closed && finish === "length") {
      notes.push(
        "The reply was cut by the token limit inside a block, so that block did not run. Write less code per turn.",
      );
    } else cells.push(block.body);
  }
  const said = readTextFinal(prose.map((segment) => segment.text).join("\n"), finish);
  if (runnable.length > 0) {
    if (said.final !== null)
      notes.push("A FINAL written as text beside code is ignored. Call FINAL in a cell once you have seen the output.");
    return { cells, final: null, notes, text };
  }
  if (said.refused !== null) notes.push(said.refused);
  if (said.final === null && notes.length === 0) {
    notes.push(`The reply held no code, so nothing ran. ${HOW} To finish, call FINAL(value) in a cell.`);
  }
  return { cells, final: said.final, notes, text };
}

/** `repl` fences win over other JavaScript ones; anything else is not code. */
function chooseBlocks(blocks: readonly Block[]): { chosen: readonly Block[]; notes: string[] } {
  const notes: string[] = [];
  const named = blocks.filter((block) => block.language === "repl");
  const chosen =
    named.length > 0 ? named : blocks.filter((block) => block.language === "" || CELL_LANGUAGES.has(block.language));
  const foreign = blocks.filter(
    (block) => block.language !== "" && !CELL_LANGUAGES.has(block.language) && block.language !== "repl",
  );
  if (chosen.length === 0 && foreign.length > 0) {
    const languages = [...new Set(foreign.map((block) => block.language))].join(", ");
    notes.push(`A block of ${languages} does not run: cells are JavaScript. ${HOW}`);
  }
  return { chosen, notes };
}

/** A fence without a language that holds a text final, no program, and nothing else is that final, not code. */
function onlyFinalInBareFence(
  blocks: readonly Block[],
  prose: readonly Prose[],
  finish: Finish,
): TextFinalReading | null {
  const [only] = blocks;
  if (only === undefined || blocks.length !== 1 || prose.length > 0 || only.language !== "") return null;
  if (isProgram(only.body)) return null;
  const said = readTextFinal(only.body.trim(), finish);
  const wasCut = finish === "length" && only.closed && said.refused !== null;
  return said.final !== null || wasCut ? said : null;
}

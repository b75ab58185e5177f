import { createInterface, type Interface } from "node:readline";
import type { Output } from "../output/output";
import { HISTORY_SIZE, readHistory, writeHistory } from "./history";
import { DOT_COMMANDS, GIVEN_NAMES, type ReplHuman } from "./human";

const PROMPT = "> ";
const PROMPT_UNFINISHED = "… ";

/** The REPL in a terminal: line editing, history, completion. Resolves when the person leaves, or at the signal. */
export async function serveTerminal(
  human: ReplHuman,
  historyPath: string,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  let history = await readHistory(historyPath);
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: true,
    history,
    historySize: HISTORY_SIZE,
    removeHistoryDuplicates: true,
    completer: (line: string) => complete(line, human),
  });
  terminal.on("history", (lines: string[]) => (history = [...lines]));
  const close = (): void => {
    terminal.close();
  };
  signal.addEventListener("abort", close, { once: true });
  const prompt = (): void => {
    terminal.setPrompt(human.unfinished ? PROMPT_UNFINISHED : PROMPT);
    terminal.prompt();
  };
  const leaving = new Leaving(terminal, human, output, prompt);
  prompt();
  for await (const line of terminal) {
    leaving.reset();
    if (!(await human.take(line))) break;
    prompt();
  }
  close();
  const problem = await writeHistory(historyPath, history);
  if (problem !== null) output.notice(problem);
}

/** What Ctrl+C does: it stops a cell, drops what was typed, and leaves when pressed twice at an empty prompt. */
class Leaving {
  private pressed = false;

  constructor(terminal: Interface, human: ReplHuman, output: Output, prompt: () => void) {
    terminal.on("SIGINT", () => {
      if (human.busy) {
        human.interrupt();
        return;
      }
      const typed = human.interrupt() || terminal.line !== "";
      if (!typed && this.pressed) {
        terminal.close();
        return;
      }
      this.pressed = !typed;
      terminal.write(null, { ctrl: true, name: "e" });
      terminal.write(null, { ctrl: true, name: "u" });
      output.result(typed ? "^C\n" : "\n(Ctrl+C again, Ctrl+D or .exit leaves)\n");
      prompt();
    });
  }

  reset(): void {
    this.pressed = false;
  }
}

function complete(line: string, human: ReplHuman): [string[], string] {
  const word = /[\w$.]*$/.exec(line)?.[0] ?? "";
  const names =
    line === word && word.startsWith(".") ? DOT_COMMANDS : [...GIVEN_NAMES, ...human.variables.map(({ name }) => name)];
  return [word === "" ? [] : names.filter((name) => name.startsWith(word)), word];
}

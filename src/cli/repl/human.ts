import type { VariableInfo } from "../../core/events";
import { isIncomplete } from "./incomplete";
import type { Output } from "../output/output";
import { printCell, variableTable } from "./printer";
import type { ReplSession } from "./session";

/** What cells find without having made it. */
export const GIVEN_NAMES = [
  "context",
  "files",
  "grep",
  "chunk",
  "llm_query",
  "llm_query_batch",
  "rlm_query",
  "rlm_query_batch",
  "FINAL",
  "FINAL_VAR",
  "answer",
  "SHOW_VARS",
  "print",
  "history",
] as const;

export const DOT_COMMANDS = [".help", ".vars", ".exit"] as const;

const HELP = `Type JavaScript or TypeScript; await works at the top level, and variables stay. Unfinished input goes on in the next line.

  context                        what was chosen: a string, data, or a list of files
  files                          {path, text, size, lines, language} of every file
  grep(pattern, options)         [{path, line, text}]; options: path, max, context, ignoreCase
  chunk(text, size, overlap)     [text]
  llm_query(prompt)              a model's reply; llm_query_batch([…]) many in parallel
  FINAL(value), FINAL_VAR(name)  give an answer, as a model would

  .vars   variables that cells made
  .exit   leave (Ctrl+D does too)
  Ctrl+C  stops a running cell, or drops unfinished input
`;

/** What a person typed, line by line: gathers lines into cells, runs them, and answers dot commands. */
export class ReplHuman {
  private pending: string[] = [];
  private running: AbortController | null = null;
  private shown: readonly VariableInfo[] = [];

  constructor(
    private readonly session: ReplSession,
    private readonly output: Output,
    /** Ends running cells when the process is to end. */
    private readonly ended: AbortSignal,
  ) {}

  get variables(): readonly VariableInfo[] {
    return this.shown;
  }

  /** Whether a cell is running. */
  get busy(): boolean {
    return this.running !== null;
  }

  /** Whether the next line goes on with unfinished input. */
  get unfinished(): boolean {
    return this.pending.length > 0;
  }

  /** Takes one line; resolves when its cell, if it ends one, has run. False: the person wants to leave. */
  async take(line: string): Promise<boolean> {
    if (!this.unfinished && line.trim().startsWith(".") && !/^\.\d/.test(line.trim())) return this.command(line.trim());
    this.pending.push(line);
    if (!isIncomplete(this.pending.join("\n"))) await this.flush();
    return true;
  }

  /** Runs what is pending, finished or not. */
  async flush(): Promise<void> {
    const code = this.pending.join("\n");
    this.pending = [];
    if (code.trim() !== "") await this.run(code);
  }

  /** Stops the running cell, else drops unfinished input. False when there was neither. */
  interrupt(): boolean {
    const something = this.busy || this.unfinished;
    this.running?.abort();
    this.pending = [];
    return something;
  }

  private async run(code: string): Promise<void> {
    this.running = new AbortController();
    let atLineStart = true;
    const print = (text: string): void => {
      if (text !== "") atLineStart = text.endsWith("\n");
      this.output.result(text);
    };
    try {
      const signal = AbortSignal.any([this.running.signal, this.ended]);
      const result = await this.session.run(code, print, signal);
      this.shown = result.variables;
      printCell(result, atLineStart, this.output);
    } finally {
      this.running = null;
      this.output.progress("");
    }
  }

  private command(command: string): boolean {
    switch (command) {
      case ".exit":
        return false;
      case ".help":
        this.output.result(HELP);
        return true;
      case ".vars":
        this.output.result(variableTable(this.shown));
        return true;
      default:
        this.output.problem(`There is no ${command}; ${DOT_COMMANDS.join(", ")} are there.`);
        return true;
    }
  }
}

import type { CellHandlers, CellResult, Repl } from "./repl";
import type { Observation } from "./prompts/messages";
import type { SubQueries } from "./subQueries";
import type { Tree } from "./tree";

/** Output kept for the root model's next message: enough for its head and its tail, whatever the limit. */
const KEPT_OUTPUT = 2_000_000;

/** What one cell came to. */
export interface CellOutcome {
  readonly result: CellResult;
  readonly observation: Observation;
}

/** The REPL itself failed, as opposed to code in it. */
export class ReplError extends Error {
  override readonly name = "ReplError";
}

/** Runs cells of one run in its REPL and reports them as events. */
export class CellRunner {
  constructor(
    private readonly tree: Tree,
    private readonly node: { readonly id: string; readonly signal: AbortSignal },
    private readonly repl: Repl,
    private readonly queries: SubQueries,
  ) {}

  async runCell(turn: number, code: string): Promise<CellOutcome> {
    const { tree } = this;
    const { id: run } = this.node;
    const cell = tree.nextCell();
    tree.emit({ type: "cell.start", run, turn, cell, code });
    const cancelled = new AbortController();
    const signal = AbortSignal.any([this.node.signal, cancelled.signal]);
    let output = "";
    const handlers: CellHandlers = {
      output: (text) => {
        if (output.length < KEPT_OUTPUT) output += text;
        tree.emit({ type: "cell.output", run, cell, text });
      },
      query: (call, clock) => this.queries.answer(cell, call, clock, signal),
    };
    const start = tree.now();
    const result = await this.repl.run({ cell, code }, handlers, this.node.signal).catch((error: unknown) => {
      cancelled.abort();
      const failure = new ReplError(error instanceof Error ? error.message : String(error));
      tree.emit({ type: "cell.end", run, cell, ...brokenOff(failure), ms: tree.now() - start });
      throw failure;
    });
    if (wasCutShort(result)) cancelled.abort();
    for (const text of result.notes) tree.emit({ type: "note", run, level: "warning", text, turn, cell });
    tree.emit({
      type: "cell.end",
      run,
      cell,
      value: result.value,
      error: result.error,
      final: result.final?.text ?? null,
      outputChars: result.outputChars,
      droppedChars: result.droppedChars,
      variables: result.variables,
      restart: result.restart,
      ms: result.ms,
    });
    const { value, error, restart, outputChars } = result;
    return { result, observation: { cell, output, outputChars, value, error, restart } };
  }
}

function brokenOff({ name, message }: ReplError) {
  return {
    value: null,
    error: { name, message, line: null, column: null },
    final: null,
    outputChars: 0,
    droppedChars: 0,
    variables: [],
    restart: null,
  };
}

/** A cell that timed out, was cancelled, or took its worker down: nobody waits for its sub-queries any more. */
function wasCutShort(result: CellResult): boolean {
  const name = result.error?.name;
  return result.restart !== null || name === "TimeoutError" || name === "CancelledError";
}

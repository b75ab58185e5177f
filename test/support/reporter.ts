import { appendFileSync } from "node:fs";
import Mocha from "mocha";
import * as v from "valibot";
import { inSources } from "./sourceLines";

const LINGER_MS = 5000;

const optionsSchema = v.object({ output: v.string() });

/** One line of a ring's results, as JSON. `end` says that mocha has come to its end. */
export type ResultLine =
  | { readonly type: "start"; readonly title: string }
  | { readonly type: "skip"; readonly title: string }
  | { readonly type: "pass"; readonly title: string; readonly ms: number }
  | { readonly type: "fail"; readonly title: string; readonly error: string }
  | { readonly type: "end" };

/** Adds a line to a file of results at once: what was written survives the death of the writing process. */
export function writeResult(output: string, line: ResultLine): void {
  appendFileSync(output, `${JSON.stringify(line)}\n`);
}

/** A mocha reporter that writes `ResultLine`s to the file named by its option `output`. */
export default class Reporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { output } = v.parse(optionsSchema, options.reporterOptions);
    runner.on("test", (test) => writeResult(output, { type: "start", title: test.fullTitle() }));
    runner.on("pending", (test) => writeResult(output, { type: "skip", title: test.fullTitle() }));
    runner.on("pass", (test) => writeResult(output, { type: "pass", title: test.fullTitle(), ms: test.duration ?? 0 }));
    runner.on("fail", (test, error: unknown) => {
      writeResult(output, { type: "fail", title: test.fullTitle(), error: describe(error) });
    });
    runner.once("end", () => {
      writeResult(output, { type: "end" });
      setTimeout(tellWhatIsOpen, LINGER_MS).unref();
    });
  }
}

/** Something keeps this process alive though all tests are over: its kind is a first hint. */
function tellWhatIsOpen(): void {
  process.stderr.write(`Still open after the last test: ${process.getActiveResourcesInfo().join(", ")}\n`);
}

function describe(error: unknown): string {
  return error instanceof Error ? inSources(error.stack ?? error.message) : String(error);
}

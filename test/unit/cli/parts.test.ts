import { strict as assert } from "node:assert";
import { Readable } from "node:stream";
import { readArguments } from "../../../src/cli/line/arguments";
import { nearest } from "../../../src/cli/line/nearest";
import { ASK_OPTIONS } from "../../../src/cli/line/options";
import { readLimits } from "../../../src/cli/line/runLimits";
import { readSelection } from "../../../src/cli/line/selection";
import { connectOptions } from "../../../src/cli/models/connection";
import { isIncomplete } from "../../../src/cli/repl/incomplete";
import { readLines } from "../../../src/cli/repl/lines";

const TABLE = { "context-name": { value: "NAME=PATH", text: "" }, quiet: { short: "q", text: "" } } as const;

function select(...args: readonly string[]): ReturnType<typeof readSelection> {
  return readSelection(readArguments(args, TABLE), true);
}

describe("the command line's parts", () => {
  it("takes the last of an option given twice, and everything after -- as it is", () => {
    const read = readArguments(["--context-name", "a=1", "--context-name=b=2", "-q", "--", "--quiet"], TABLE);
    assert.equal(read.text("context-name"), "b=2");
    assert.deepEqual(read.all("context-name"), ["a=1", "b=2"]);
    assert.deepEqual(
      read.positionals.map(({ text }) => text),
      ["--quiet"],
    );
  });

  it("sorts question, paths and named contexts", () => {
    assert.deepEqual(select("why?", "a", "-"), { question: "why?", paths: ["a", "-"], named: new Map() });
    const named = new Map([
      ["spec", ["s.md", "t.md"]],
      ["code", ["src"]],
    ]);
    assert.deepEqual(select("why?", "--context-name", "spec=s.md", "code=src", "spec=t.md"), {
      question: "why?",
      paths: [],
      named,
    });
    assert.deepEqual(select("--context-name", "spec=s.md", "is 1 + 1 = 2?").question, "is 1 + 1 = 2?");
  });

  it("L11 refuses absurd values, naming the option", () => {
    const wrong: Readonly<Record<string, readonly string[]>> = {
      "max-turns": ["0", "-3", "1.5", "many", "100000", "", "0x"],
      "max-sub-queries": ["-1", "1e99"],
      "max-depth": ["11", "-1", " "],
      "max-cost": ["0", "-1", "NaN", "Infinity"],
      "max-tokens": ["0"],
      timeout: ["0", "1e99", "-5"],
      "cell-timeout": ["-1", "0"],
      concurrency: ["0", "1000"],
      provider: ["skynet", ""],
    };
    for (const [option, values] of Object.entries(wrong)) {
      for (const value of values) {
        const read = readArguments([`--${option}=${value}`], ASK_OPTIONS);
        const check = (): unknown => [readLimits(read), connectOptions(read, { OPENAI_API_KEY: "sk-x" })];
        assert.throws(check, new RegExp(`--${option} must be .*"${value}"`));
      }
    }
  });

  it("takes limits in the units that a person writes", () => {
    const read = readArguments(
      ["--timeout", "1.5", "--cell-timeout=2", "--max-depth", "0", "--max-sub-queries", "0"],
      ASK_OPTIONS,
    );
    const { timeoutMs, cellTimeoutMs, maxDepth, maxSubQueries, maxTurns } = readLimits(read);
    assert.deepEqual([timeoutMs, cellTimeoutMs, maxDepth, maxSubQueries, maxTurns], [1500, 2000, 0, 0, undefined]);
  });

  it("knows which word was meant", () => {
    assert.equal(nearest("modle", ["model", "sub-model"]), "model");
    assert.equal(nearest("verb", ["verbose", "json"]), "verbose");
    assert.equal(nearest("zzzz", ["model", "json"]), null);
  });

  it("tells unfinished code from wrong code, in JavaScript and TypeScript", () => {
    for (const code of [
      "function f() {",
      "f((a: number) => {",
      "interface A {",
      "x as {a: string; b: `${",
      "`abc",
      "/* x",
      "foo(",
      "const x: number = [",
      "a => {",
      "[1,\n2,",
      "async function f(a: string) {\n await",
    ]) {
      assert.equal(isIncomplete(code), true, code);
    }
    for (const code of ["1 + 1", "}", "let 1", "1 +* 2", "'abc", "await x", "const x: number = 1", "", "// c"]) {
      assert.equal(isIncomplete(code), false, code);
    }
  });

  it("splits lines at line feeds only, whatever the chunks", async () => {
    const bytes = Buffer.from('{"a":"\u2028 ü"}\n\nlast');
    const chunks = Array.from(bytes, (byte) => Buffer.from([byte]));
    const lines: string[] = [];
    for await (const line of readLines(Readable.from(chunks))) lines.push(line);
    assert.deepEqual(lines, ['{"a":"\u2028 ü"}', "", "last"]);
  });
});

import fs from "node:fs";
import { clearInterval, setInterval } from "node:timers";
import { stripVTControlCharacters } from "node:util";

const indent = (text) => stripVTControlCharacters(text).replaceAll(/^/gm, "      ");

const PRINTERS = {
  start: () => undefined,
  pass: ({ title, ms }) => `  ✓ ${title} (${ms} ms)`,
  fail: ({ title, error }) => `  ✗ ${title}\n${indent(error)}`,
  skip: ({ title }) => `  - ${title} (skipped)`,
  end: () => undefined,
};

/** Follows a file of results, one JSON object a line as test/support/reporter.ts writes them, and prints them as they come. */
export class Results {
  passed = 0;
  /** The lines of failed tests, kept to be told again at the end. */
  failures = [];
  /** How often a run of mocha came to its end. */
  ends = 0;
  onEnd = () => undefined;
  /** The test that has begun and not ended. */
  running = null;
  #rest = "";
  #position = 0;
  #timer;

  constructor(file) {
    this.file = file;
    fs.writeFileSync(file, "");
    this.#timer = setInterval(() => this.#read(), 200);
  }

  /** Reads what is left, and removes the file. */
  close() {
    clearInterval(this.#timer);
    this.#read();
    fs.rmSync(this.file);
  }

  /** Adds a failure that no test has told. */
  fail = (title, error) => this.#take({ type: "fail", title, error });

  #read() {
    const handle = fs.openSync(this.file, "r");
    const buffer = Buffer.alloc(fs.fstatSync(handle).size - this.#position);
    this.#position += fs.readSync(handle, buffer, 0, buffer.length, this.#position);
    fs.closeSync(handle);
    // A line is written at once, so no character is ever torn in two.
    const lines = (this.#rest + buffer.toString("utf8")).split("\n");
    this.#rest = lines.pop();
    for (const line of lines) this.#take(JSON.parse(line));
  }

  #take(line) {
    if (line.type === "start") this.running = line.title;
    else if (line.type !== "end") this.running = null;
    if (line.type === "pass") this.passed += 1;
    if (line.type === "fail" || line.type === "skip") this.failures.push(line);
    if (line.type === "end") {
      this.ends += 1;
      this.onEnd();
    }
    const text = PRINTERS[line.type](line);
    if (text) console.log(text);
  }
}

import fs from "node:fs";
import path from "node:path";
import { at, workFolder } from "./paths.mjs";
import { Results } from "./results.mjs";
import { run } from "./processes.mjs";
import { since } from "./time.mjs";

const MINUTE = 60_000;

const mochaArgs = (results, grep, files) => [
  "--enable-source-maps",
  at("node_modules/mocha/bin/mocha.js"),
  ...["--reporter", at("dist/test/support/reporter.js"), "--reporter-option", `output=${results}`],
  ...["--forbid-only", "--forbid-pending"],
  ...(grep ? ["--grep", grep] : []),
  ...files,
];

/** A process that lives on after its last test has left something open. */
const LINGER_MS = 15_000;

/** The three rings of tests: how each is run, and how long it may take. */
const RINGS = {
  unit: { limitMs: 6 * MINUTE, args: mochaArgs },
  editor: {
    limitMs: 8 * MINUTE,
    args: (results, grep, files) => [at("dist/test/support/vscodeHost/editorRing.js"), results, grep, ...files],
  },
  ui: { limitMs: 8 * MINUTE, args: mochaArgs },
};

export const ringNames = Object.keys(RINGS);

/**
 * Runs one ring on what is built, and prints its results as they come.
 * @param {string} name
 * @param {{grep: string, files: readonly string[]}} only test titles and test files (sources) to run; empty: all
 * @returns {Promise<{passed: number, failures: {title: string, error?: string}[]}>}
 */
export async function runRing(name, only) {
  const started = performance.now();
  console.log(`\n${name}`);
  const ring = RINGS[name];
  fs.mkdirSync(workFolder, { recursive: true });
  const lingering = new AbortController();
  const results = new Results(path.join(workFolder, `${name}-${process.pid}.results.jsonl`));
  if (ring.args === mochaArgs) results.onEnd = () => setTimeout(() => lingering.abort(), LINGER_MS).unref();
  const files = bundlesOf(name, only.files);
  const args = ring.args(results.file, only.grep, files);
  const options = { cwd: at(), live: true, limitMs: ring.limitMs, signal: lingering.signal };
  const { status } = files.length === 0 ? { status: 0 } : await run(process.execPath, args, options);
  results.close();
  judge(name, results, status);
  console.log(`  ${results.passed} of ${results.passed + results.failures.length} in ${since(started)}`);
  return results;
}

/** A ring that died, hung or ran nothing has failed, whatever its tests say. */
function judge(name, { passed, failures, ends, running, fail }, status) {
  const ring = `${name} ring`;
  const at = running === null ? "between two tests" : `in “${running}”`;
  if (status === 124 && ends > 0) fail(ring, "It did not end after its last test: something was left open.");
  else if (status === 124) fail(ring, `It took too long and was ended ${at}.`);
  else if (passed + failures.length === 0) fail(ring, `No test was run (status ${status}).`);
  else if (ends === 0) fail(ring, `It ended ${at} (status ${status}).`);
  else if (status !== 0 && failures.length === 0) fail(ring, `It ended with status ${status}.`);
}

function bundlesOf(name, sources) {
  const all = fs.globSync(`dist/test/${name}/**/*.test.js`, { cwd: at() }).sort();
  const wanted = sources.map((file) =>
    path.join("dist", path.relative(at(), path.resolve(file))).replace(/\.tsx?$/, ".js"),
  );
  return (sources.length === 0 ? all : all.filter((file) => wanted.includes(file))).map((file) => at(file));
}

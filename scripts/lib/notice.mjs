import fs from "node:fs";
import path from "node:path";
import { at } from "./paths.mjs";

/** Assets that no bundle imports as code but that ship with it. */
const ASSETS = ["node_modules/@vscode/codicons"];

/** Writes dist/NOTICE.txt: the licences of everything of others that is in the bundles. */
export async function writeNotice() {
  // Not before set-up has installed what it needs.
  const { default: esbuild } = await import("../../esbuild.js");
  const { packages } = await esbuild.bundle({ production: true });
  const parts = [...new Set([...packages, ...ASSETS])].map(describe);
  const prices = at("src/models/data/prices.json");
  parts.push(`models.dev (data of windows and prices)\n\n${JSON.parse(fs.readFileSync(prices, "utf8")).licence}`);
  const head = "RLM for VS Code contains work of others, under these licences.";
  fs.writeFileSync(at("dist/NOTICE.txt"), [head, ...parts].join(`\n\n${"-".repeat(80)}\n\n`));
}

function describe(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(at(folder, "package.json"), "utf8"));
  const file = fs.readdirSync(at(folder)).find((one) => /^(licen[sc]e|copying)/i.test(one) && !/code/i.test(one));
  const text = file === undefined ? "" : fs.readFileSync(path.join(at(folder), file), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}`.trim();
}

// Holds package.json against the sources: a command or setting that one of them has and the other lacks is a mistake.
import fs from "node:fs";
import { at } from "./lib/paths.mjs";

const manifest = JSON.parse(fs.readFileSync(at("package.json"), "utf8"));
const { commands, configuration, views, menus, viewsWelcome } = manifest.contributes;

const sources = fs.globSync("src/{extension.ts,editor/**/*.ts}", { cwd: at() }).map((file) => ({
  file,
  text: fs.readFileSync(at(file), "utf8"),
}));
const allText = sources.map(({ text }) => text).join("\n");

const declaredCommands = commands.map(({ command }) => command);
const declaredSettings = Object.keys(configuration.properties);
const viewIds = Object.values(views).flatMap((list) => list.map(({ id }) => id));
/** Names in conditions: context keys, and whatever else stands there. */
const conditions = JSON.stringify([menus, viewsWelcome, commands.map(({ enablement }) => enablement)]);

const known = (name) =>
  declaredCommands.includes(name) ||
  declaredSettings.includes(name) ||
  viewIds.some((view) => name === view || name.startsWith(`${view}.`)) ||
  conditions.includes(name);

const problems = [];

for (const command of declaredCommands) {
  if (!allText.includes(`"${command}"`))
    problems.push(`${command} is declared as a command, and nothing in src registers it.`);
}
for (const setting of declaredSettings) {
  const key = setting.slice("rlm.".length);
  if (!new RegExp(`\\b${key}\\b`).test(allText))
    problems.push(`${setting} is declared as a setting, and nothing in src reads it.`);
}
for (const { file, text } of sources) {
  for (const [, name] of text.matchAll(/["'`](rlm\.[A-Za-z]+(?:\.[A-Za-z]+)*)["'`]/g)) {
    if (!known(name)) problems.push(`${name} in ${file} is no command, setting, view or context key of package.json.`);
  }
}
for (const file of [manifest.icon, ...new Set(JSON.stringify(manifest.contributes).match(/media\/[\w./-]+/g))]) {
  if (!fs.existsSync(at(file))) problems.push(`${file} is named in package.json, and there is no such file.`);
}

problems.forEach((problem) => console.error(problem));
process.exitCode = problems.length > 0 ? 1 : 0;

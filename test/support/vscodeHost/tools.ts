import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as v from "valibot";

const schema = v.object({ vscodeHost: v.string(), node: v.string(), chromium: v.nullable(v.string()) });

/** Where set-up has put what drives a real VS Code: absolute paths. */
export type Tools = v.InferOutput<typeof schema>;

/** Reads what the last set-up wrote down. Throws when there was none. */
export function readTools(): Tools {
  const file = resolve(".vscode-test/tools.json");
  try {
    return v.parse(schema, JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new Error("The VS Code host is not set up: run `npm run setup` first.", { cause });
  }
}

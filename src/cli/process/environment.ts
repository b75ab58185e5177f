import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import type { Environment } from "./folders";
import { UsageError } from "../line/usageError";

/**
 * The environment with the variables of `file` over it: whoever names a file means it. Node reads the option too, from
 * anywhere on the command line, but lets the environment win, and ends by itself when the file is missing.
 */
export async function readEnvironment(file: string | undefined): Promise<Environment> {
  if (file === undefined) return process.env;
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UsageError(`--env-file ${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const variables = Object.fromEntries(Object.entries(parseEnv(text)).filter(([, value]) => value !== ""));
  if (Object.keys(variables).length === 0) {
    throw new UsageError(`--env-file ${file} sets nothing: it needs lines such as OPENAI_API_KEY=…`);
  }
  return { ...process.env, ...variables };
}

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { headOf, type TextRef } from "../core/text";
import { causeOf, RunError, systemCode } from "./runError";
import { textsFolder } from "./paths";

/** Longer texts, in UTF-16 code units, are kept beside the log: a log of very many sub-queries stays under 1 MB. */
export const INLINE_CHARACTERS = 500;

const HEAD_CHARACTERS = 200;

export function refTo(text: string): TextRef {
  return { ref: sha256(text), length: text.length, head: headOf(text, HEAD_CHARACTERS) };
}

/** Writes a text beside a log, readable by its owner only. */
export async function writeText(log: string, hash: string, text: string): Promise<void> {
  const folder = textsFolder(log);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(textPath(folder, hash), text, { mode: 0o600 });
}

/**
 * Reads a text that a log refers to. Throws a `RunError` for what is not a hash, and for a text that is gone or is not
 * the one that was written: a reference in a foreign log can't be made to show another file.
 */
export async function readText(log: string, hash: string): Promise<string> {
  if (!/^[0-9a-f]{64}$/.test(hash))
    throw new RunError("This reference to a text is damaged, so its text can't be found.");
  let text: string;
  try {
    text = await readFile(textPath(textsFolder(log), hash), "utf8");
  } catch (error) {
    const why = systemCode(error) === "ENOENT" ? "its file was removed" : causeOf(error);
    throw new RunError(`This text can't be read: ${why} (in ${textsFolder(log)}).`);
  }
  if (sha256(text) !== hash)
    throw new RunError(`This text was changed after the run was saved (in ${textsFolder(log)}).`);
  return text;
}

function textPath(folder: string, hash: string): string {
  return join(folder, `${hash}.txt`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Lines that are kept. */
export const HISTORY_SIZE = 1_000;

/** Earlier input, newest first; none where the file can't be read. */
export async function readHistory(path: string): Promise<string[]> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .slice(-HISTORY_SIZE)
    .reverse();
}

/** Keeps input, newest first, for the user's eyes only. Returns why it could not be kept; null when it was. */
export async function writeHistory(path: string, lines: readonly string[]): Promise<string | null> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(
      path,
      [...lines]
        .reverse()
        .map((line) => `${line}\n`)
        .join(""),
      { mode: 0o600 },
    );
    return null;
  } catch (error) {
    return `The history could not be kept in ${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

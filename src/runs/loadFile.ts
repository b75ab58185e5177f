import { open } from "node:fs/promises";
import { basename } from "node:path";
import { SCHEMA_VERSION, type RunEvent } from "../core/events";
import type { SavedRun } from "../core/store";
import { readLines, type Line } from "./lines";
import { parseLine } from "./parseLine";
import { idOfLog } from "./paths";
import { Problems } from "./problems";
import { causeOf, RunError } from "./runError";

const MOST_LINE_BYTES = 64 * 1024 * 1024;
/** A longer log is no run that a person has made. */
const MOST_LINES = 1_000_000;

/**
 * Reads the log of a run, wherever it lies. What can't be read is named in `problems`; the file is never changed. Throws
 * a `RunError` where there is no such file.
 */
export async function loadFile(path: string): Promise<SavedRun> {
  const handle = await open(path, "r").catch((error: unknown) => {
    throw new RunError(`The run “${path}” can't be opened: ${causeOf(error)}.`);
  });
  const events: RunEvent[] = [];
  const problems = new Problems();
  try {
    for await (const lines of readLines(handle, MOST_LINE_BYTES)) {
      for (const line of lines) {
        if (line.number <= MOST_LINES) addLine(line, events, problems);
      }
      if ((lines.at(-1)?.number ?? 0) > MOST_LINES) {
        problems.add("The file holds more lines than a run has; the rest is not shown.");
        break;
      }
    }
  } catch (error) {
    throw new RunError(`The run “${path}” can't be read: ${causeOf(error)}.`);
  } finally {
    await handle.close();
  }
  checkStart(events[0], problems);
  return { id: idOfLog(path) ?? basename(path), path, events, problems: problems.list() };
}

function addLine({ number, text, whole }: Line, events: RunEvent[], problems: Problems): void {
  if (text === null) {
    problems.addLine(number, "it is longer than 64 MB");
    return;
  }
  if (text.trim() === "") return;
  const parsed = parseLine(text);
  if ("event" in parsed) events.push(parsed.event);
  else if (whole) problems.addLine(number, parsed.problem);
  else problems.add("The last line is torn: the program that wrote it was ended in the middle of it. It was left out.");
}

function checkStart(first: RunEvent | undefined, problems: Problems): void {
  if (first?.type !== "run.start") {
    problems.add(
      "This file does not begin as the log of a run does: it is another kind of file, or its beginning is lost.",
    );
  } else if (first.schema !== SCHEMA_VERSION) {
    const versions = `version ${String(first.schema)}; this program knows version ${String(SCHEMA_VERSION)}`;
    problems.add(`This log is of ${versions}. What both have in common is shown.`);
  }
}

import type { ContextShape } from "../core/corpus";
import { extensionOf } from "./languages";
import type { Pace } from "./pace";

/** Parsed data takes several times its text in memory, so larger texts stay strings, which a cell can still parse. */
const MOST_BYTES = 64 * 1024 * 1024;

const LF = 10;

/** What a file's name promises. */
export function shapeByName(path: string): ContextShape {
  switch (extensionOf(path)) {
    case "json":
      return "json";
    case "jsonl":
    case "ndjson":
      return "records";
    case "csv":
    case "tsv":
      return "table";
    default:
      return "text";
  }
}

/** What a single text is to a cell: data of the promised shape where it keeps the promise, else a string. */
export async function provenShape(promised: ContextShape, text: Buffer, pace: Pace): Promise<ContextShape> {
  return text.length <= MOST_BYTES && (await keeps(promised, text, pace)) ? promised : "text";
}

async function keeps(promised: ContextShape, text: Buffer, pace: Pace): Promise<boolean> {
  switch (promised) {
    case "json":
      return isJson(text);
    case "records":
      return isJsonLines(text, pace);
    case "table":
      return text.toString("utf8").trim() !== "";
    case "text":
    case "files":
    case "none":
      return false;
  }
}

async function isJsonLines(text: Buffer, pace: Pace): Promise<boolean> {
  let records = 0;
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf(LF, start);
    const end = feed < 0 ? text.length : feed;
    const line = text.subarray(start, end);
    if (line.toString("utf8").trim() !== "") {
      if (!isJson(line)) return false;
      records++;
    }
    start = end + 1;
    await pace.rest();
  }
  return records > 0;
}

function isJson(text: Buffer): boolean {
  try {
    JSON.parse(text.toString("utf8"));
    return true;
  } catch {
    return false;
  }
}

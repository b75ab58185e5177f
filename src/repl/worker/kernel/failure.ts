import { causeOf, isError, positionIn, textOf } from "./errors";
import { display, inspect, type Describe } from "./inspect";
import { getPrototypeOf, indexOf, isObject, slice, stringify } from "./intrinsics";
import { cut } from "./text";

const LONGEST_MESSAGE = 20_000;

/** What code looks for that comes from Node or a browser. */
// prettier-ignore
const ELSEWHERE = [
  "require", "module", "exports", "process", "Buffer", "global", "fs", "path", "os", "child_process", "fetch", "window",
  "document", "XMLHttpRequest", "WebSocket", "importScripts", "Deno", "Bun", "crypto", "URL", "URLSearchParams", "Worker",
  "setImmediate", "WebAssembly", "__dirname", "__filename", "open", "input", "len", "str", "json",
];

const INSTEAD =
  "There is no such thing here: cells are plain JavaScript without modules, files or network. What there is: context, files, grep, chunk, llm_query, llm_query_batch, print, FINAL, SHOW_VARS.";

/** What a cell threw, as JSON of a `CellError`. */
export function failureJson(error: unknown, cell: number, describe: Describe): string {
  let name = "Error";
  let message: string;
  let line = 0;
  let column = 0;
  try {
    message = messageOf(error, describe);
    if (isObject(error)) name = textOf(error, "name") ?? "Error";
    const position = positionIn(error, cell);
    line = position?.line ?? 0;
    column = position?.column ?? 0;
  } catch {
    message = "The cell threw something that can't be shown.";
  }
  return errorJson(cut(name, 200), cut(message, LONGEST_MESSAGE), line, column);
}

/** Lines and columns of 0 are unknown. */
export function errorJson(name: string, message: string, line: number, column: number): string {
  return `{"name":${stringify(name)},"message":${stringify(message)},"line":${line === 0 ? "null" : line},"column":${column === 0 ? "null" : column}}`;
}

function messageOf(error: unknown, describe: Describe): string {
  if (!isObject(error) || !isError(error)) return display(error, LONGEST_MESSAGE, describe);
  let message = cut(textOf(error, "message") ?? "", LONGEST_MESSAGE);
  if (getPrototypeOf(error) === ReferenceError.prototype) message += hint(message);
  const cause = causeOf(error);
  if (cause !== undefined) message += `\ncause: ${inspect(cause, 2000, describe)}`;
  return message;
}

/** `require is not defined` says too little. */
function hint(message: string): string {
  const end = indexOf(message, " is not defined");
  const name = end < 0 ? "" : slice(message, 0, end);
  for (let i = 0; i < ELSEWHERE.length; i++) if (ELSEWHERE[i] === name) return `. ${INSTEAD}`;
  return "";
}

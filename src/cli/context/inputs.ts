import { basename } from "node:path";
import { DEFAULT_EXCLUDES } from "../../context/excludes";
import type { CorpusRequest, Group } from "../../context/request";
import type { Output } from "../output/output";
import type { ContextChoice } from "../line/selection";
import { inputKind, readStandardInput } from "./standardInput";
import { UsageError } from "../line/usageError";

/** After this long without input a person is told what is being waited for. */
const WAITING_MS = 2_000;

/** How the context of standard input is called. */
const INPUT_NAME = "stdin";

/**
 * The context that a command line asks for: the paths; without any the piped input, if `mayReadInput` and there is
 * some; else the current folder.
 */
export async function readInputs(
  choice: ContextChoice,
  output: Output,
  signal: AbortSignal,
  mayReadInput: boolean,
): Promise<CorpusRequest> {
  const here = process.cwd();
  const roots = [{ label: basename(here) || here, path: here, excludes: DEFAULT_EXCLUDES }];
  const { paths, named } = choice;
  if (named.size > 0) {
    const groups: Group[] = [];
    for (const [name, own] of named) groups.push(await readGroup(name, own, output, signal));
    return { roots, groups };
  }
  if (paths.length > 0) return { roots, groups: [await readGroup(null, paths, output, signal)] };
  const piped = mayReadInput ? await pipedInput(output, signal) : null;
  if (piped !== null)
    return { name: "standard input", groups: [{ name: null, texts: [{ path: INPUT_NAME, text: piped }] }] };
  return { name: `folder ${basename(here) || here}`, roots, groups: [{ name: null, paths: [here] }] };
}

async function readGroup(
  name: string | null,
  paths: readonly string[],
  output: Output,
  signal: AbortSignal,
): Promise<Group> {
  if (!paths.includes("-")) return { name, paths };
  const text = await waitingFor(output, readStandardInput(signal, false));
  if (text === null || text === "") throw new UsageError("Standard input is empty, so there is nothing to ask about.");
  return { name, paths: paths.filter((path) => path !== "-"), texts: [{ path: INPUT_NAME, text }] };
}

/** The text on standard input; null where there is none. */
async function pipedInput(output: Output, signal: AbortSignal): Promise<string | null> {
  const kind = inputKind();
  if (kind === "terminal" || kind === "none") return null;
  const text = await (kind === "socket"
    ? readStandardInput(signal, true)
    : waitingFor(output, readStandardInput(signal, false)));
  if (text !== null && text !== "") return text;
  output.notice("Nothing came on standard input, so the question is about the current folder.");
  return null;
}

async function waitingFor<T>(output: Output, input: Promise<T>): Promise<T> {
  const timer = setTimeout(() => {
    output.notice('Waiting for standard input. (Ctrl+C ends; "." in place of it asks about the current folder.)');
  }, WAITING_MS);
  try {
    return await input;
  } finally {
    clearTimeout(timer);
  }
}

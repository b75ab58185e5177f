import { buildCorpus } from "../../context/buildCorpus";
import { ContextError } from "../../context/errors";
import type { Progress } from "../../context/request";
import type { Corpus } from "../../core/corpus";
import { readInputs } from "./inputs";
import type { Output } from "../output/output";
import type { ContextChoice } from "../line/selection";
import { UsageError } from "../line/usageError";

/**
 * Reads what was chosen. Says on standard error what was left out. Null when the signal was aborted meanwhile; throws
 * `UsageError` where there is nothing to read.
 */
export async function openContext(
  choice: ContextChoice,
  output: Output,
  signal: AbortSignal,
  mayReadInput: boolean,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Corpus | null> {
  try {
    const request = await readInputs(choice, output, signal, mayReadInput);
    const corpus = await buildCorpus(request, {}, signal, onProgress);
    for (const text of leftOut(corpus)) output.notice(text);
    return corpus;
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof ContextError && error.code !== "failed") throw new UsageError(error.message);
    throw error;
  }
}

/** What a person would not expect to be missing; ignored files they have asked to leave out. */
function leftOut(corpus: Corpus): string[] {
  return corpus.manifest.skipped
    .filter((group) => !["ignored", "binary", "symlink"].includes(group.reason))
    .map(({ count, text, examples }) => {
      const more = count > examples.length ? ", …" : "";
      return `Left out ${count === 1 ? "" : `${String(count)} files: `}${examples.join(", ")}${more}. ${text}`;
    });
}

import type { Corpus } from "../core/corpus";
import type { SubContext } from "../core/repl";
import type { ContextPacker } from "../core/run";
import { buildCorpus } from "./buildCorpus";
import { emptyCorpus } from "./manifest";
import type { BuildOptions } from "./request";

/**
 * Packs a value at hand into a temporary file. An empty text is no context at all. Throws a `ContextError` when the file
 * can't be written.
 */
export class TempContextPacker implements ContextPacker {
  /** `tempDir`: as in `BuildOptions`. */
  constructor(private readonly options: Pick<BuildOptions, "tempDir"> = {}) {}

  /** `name` is how the corpus and its one entry are called. */
  async pack(context: SubContext, name: string): Promise<Corpus> {
    if (context.text === "") return emptyCorpus(name);
    const text = { path: name, text: context.text, shape: context.shape };
    return buildCorpus({ name, groups: [{ name: null, texts: [text] }] }, this.options);
  }
}

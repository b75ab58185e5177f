import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildCorpus } from "../../../src/context/buildCorpus";
import { ContextError } from "../../../src/context/errors";
import type { BuildOptions, CorpusRequest } from "../../../src/context/request";
import type { Corpus } from "../../../src/core/corpus";
import type { SkippedFiles } from "../../../src/core/events";

/** A real folder for one test, and the corpora that are made of it. */
export class TestFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), "rlm-test-")));
  private readonly corpora: Corpus[] = [];

  at(...names: string[]): string {
    return join(this.path, ...names);
  }

  /** Writes files, making the folders that they need. */
  write(files: Readonly<Record<string, string | Uint8Array>>): this {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(this.at(name)), { recursive: true });
      writeFileSync(this.at(name), content);
    }
    return this;
  }

  /** A corpus of paths in this folder (or of a request), packed in the folder's own `.tmp`. */
  async corpus(chosen: readonly string[] | CorpusRequest, options: Partial<BuildOptions> = {}): Promise<Corpus> {
    const request = "groups" in chosen ? chosen : this.request(chosen);
    mkdirSync(this.at(".tmp"), { recursive: true, mode: 0o777 });
    const corpus = await buildCorpus(request, { tempDir: this.at(".tmp"), ...options });
    this.corpora.push(corpus);
    return corpus;
  }

  request(chosen: readonly string[]): CorpusRequest {
    const roots = [{ label: "work", path: this.path, excludes: ["/.tmp"] }];
    return { roots, groups: [{ name: null, paths: chosen.map((name) => this.at(name)) }] };
  }

  async dispose(): Promise<void> {
    await Promise.all(this.corpora.map((corpus) => corpus.dispose()));
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function paths(corpus: Corpus): string[] {
  return corpus.entries.map((entry) => entry.path);
}

/** The text of an entry, cut out of the packed file as a worker does it. */
export function textOf(corpus: Corpus, path: string): string {
  const entry = corpus.entries.find((one) => one.path === path);
  if (entry === undefined || corpus.packPath === null) throw new Error(`no entry ${path}`);
  const bytes = readFileSync(corpus.packPath).subarray(entry.offset, entry.offset + entry.bytes);
  return bytes.toString(entry.encoding === "ascii" ? "latin1" : "utf8");
}

export function skipped(corpus: Corpus, reason: SkippedFiles["reason"]): string[] {
  return corpus.manifest.skipped.filter((group) => group.reason === reason).flatMap((group) => [...group.examples]);
}

/** The `ContextError` with which `work` rejects. */
export async function contextError(work: Promise<unknown>): Promise<ContextError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ContextError) return error;
  throw new Error(`expected a ContextError, got ${String(error)}`);
}

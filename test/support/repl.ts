import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { ContextShape, Corpus, CorpusEntry, CorpusPart } from "../../src/core/corpus";
import type { ContextManifest } from "../../src/core/events";
import type { CellClock, CellResult, HistoryEntry, Repl, SubCall, SubReply } from "../../src/core/repl";
import { ProcessReplFactory } from "../../src/repl/handle";

/** A text of the context under test. */
export interface GivenText {
  readonly path: string;
  readonly text: string;
  readonly firstLine?: number;
}

export interface GivenPart {
  readonly name: string | null;
  readonly shape: ContextShape;
  readonly texts: readonly GivenText[];
}

/** What one cell came to, with everything it printed. */
export interface Ran extends CellResult {
  readonly output: string;
}

/** Answers sub-queries in a test. */
export type Answer = (call: SubCall, clock: CellClock) => readonly SubReply[] | Promise<readonly SubReply[]>;

/** `R(prompt)` for each prompt; an error for one that holds FAIL. */
export function echo(call: SubCall): readonly SubReply[] {
  return call.prompts.map(({ prompt }) =>
    prompt.includes("FAIL") ? { ok: false, error: "no luck" } : { ok: true, text: `R(${prompt})` },
  );
}

/** A REPL with real cells for tests. */
export class TestRepl {
  /** All calls that reached the host. */
  readonly calls: SubCall[] = [];
  readonly log: string[] = [];
  private cells = 0;

  private constructor(
    private readonly repl: Repl,
    private readonly corpus: Corpus,
    private readonly answer: Answer,
  ) {}

  static async open(
    parts: readonly GivenPart[] = [],
    options: { readonly limitMs?: number; readonly answer?: Answer; readonly history?: readonly HistoryEntry[] } = {},
  ): Promise<TestRepl> {
    const corpus = await packTexts(parts);
    const log: string[] = [];
    const factory = new ProcessReplFactory({ workerPath: resolve("dist/worker.cjs"), log: (text) => log.push(text) });
    const repl = await factory.open({
      corpus,
      cellTimeoutMs: options.limitMs ?? 20_000,
      history: options.history ?? [],
    });
    const test = new TestRepl(repl, corpus, options.answer ?? echo);
    return Object.assign(test, { log });
  }

  /** A REPL over one text. */
  static overText(
    text: string,
    options: { readonly limitMs?: number; readonly answer?: Answer } = {},
  ): Promise<TestRepl> {
    return TestRepl.open([{ name: null, shape: "text", texts: [{ path: "text.txt", text }] }], options);
  }

  get isolation(): readonly string[] {
    return this.repl.isolation;
  }

  async run(code: string, signal: AbortSignal = new AbortController().signal): Promise<Ran> {
    const pieces: string[] = [];
    const result = await this.repl.run(
      { cell: ++this.cells, code },
      {
        output: (text) => pieces.push(text),
        query: async (call, clock) => {
          this.calls.push(call);
          return this.answer(call, clock);
        },
      },
      signal,
    );
    return { ...result, output: pieces.join("") };
  }

  /** Runs a cell that must not fail; its value. */
  async value(code: string): Promise<string | null> {
    const { error, value } = await this.run(code);
    if (error !== null) throw new Error(`${error.name}: ${error.message}`);
    return value;
  }

  async dispose(): Promise<void> {
    await this.repl.dispose();
    await this.corpus.dispose();
  }
}

/** Runs `use` with a REPL that is gone afterwards. */
export async function withRepl(opening: Promise<TestRepl>, use: (repl: TestRepl) => Promise<void>): Promise<void> {
  const repl = await opening;
  try {
    await use(repl);
  } finally {
    await repl.dispose();
  }
}

/** A corpus in a packed file, as `context/` makes it: one line feed between two texts. */
export async function packTexts(given: readonly GivenPart[]): Promise<Corpus> {
  const entries: CorpusEntry[] = [];
  const parts: CorpusPart[] = [];
  const buffers: Buffer[] = [];
  let offset = 0;
  for (const { name, shape, texts } of given) {
    parts.push({ name, shape, first: entries.length, count: texts.length });
    for (const { path, text, firstLine = 1 } of texts) {
      const bytes = Buffer.from(text);
      const encoding = bytes.length === text.length ? "ascii" : "utf8";
      const lines = text.split(/\r\n|\n|\r/).length;
      entries.push({
        path,
        offset,
        bytes: bytes.length,
        encoding,
        characters: text.length,
        lines,
        language: "plaintext",
        firstLine,
      });
      buffers.push(bytes, Buffer.from("\n"));
      offset += bytes.length + 1;
    }
  }
  if (parts.length === 0) parts.push({ name: null, shape: "none", first: 0, count: 0 });
  const folder = await mkdtemp(join(tmpdir(), "rlm-repl-test-"));
  const packPath = entries.length === 0 ? null : join(folder, "pack.txt");
  if (packPath !== null) await writeFile(packPath, Buffer.concat(buffers.slice(0, -1)));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return { manifest: manifestOf(entries), parts, entries, packPath, dispose };
}

function manifestOf(entries: readonly CorpusEntry[]): ContextManifest {
  const sum = (of: (entry: CorpusEntry) => number): number => entries.reduce((total, entry) => total + of(entry), 0);
  return {
    name: "test",
    shape: "files",
    files: entries.length,
    bytes: sum((entry) => entry.bytes),
    characters: sum((entry) => entry.characters),
    lines: sum((entry) => entry.lines),
    tokens: 0,
    roots: [],
    entries: "[]",
    skipped: [],
  };
}

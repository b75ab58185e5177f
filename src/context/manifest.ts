import type { Corpus, CorpusEntry, CorpusPart } from "../core/corpus";
import type { ContextManifest, ManifestEntry, SkippedFiles } from "../core/events";

/** One entry of a corpus with what only the manifest says of it. */
export interface PackedEntry {
  readonly entry: CorpusEntry;
  /** Bytes on disk. */
  readonly size: number;
  readonly hash: string;
}

export interface ManifestParts {
  readonly name: string;
  readonly parts: readonly CorpusPart[];
  readonly packed: readonly PackedEntry[];
  readonly tokens: number;
  readonly roots: ContextManifest["roots"];
  readonly skipped: readonly SkippedFiles[];
}

/** Names, sizes and hashes of what a corpus holds, never its contents. */
export function makeManifest({ name, parts, packed, tokens, roots, skipped }: ManifestParts): ContextManifest {
  const rows = packed.map(({ entry, size, hash }): ManifestEntry => {
    return [entry.path, size, entry.characters, entry.lines, hash, entry.firstLine];
  });
  return {
    name,
    shape: shapeOfAll(parts),
    files: packed.length,
    bytes: sum(packed.map(({ size }) => size)),
    characters: sum(packed.map(({ entry }) => entry.characters)),
    lines: sum(packed.map(({ entry }) => entry.lines)),
    tokens,
    roots,
    entries: JSON.stringify(rows),
    skipped,
  };
}

/** A corpus of nothing, for a run without a context. */
export function emptyCorpus(name: string): Corpus {
  const parts: readonly CorpusPart[] = [{ name: null, shape: "none", first: 0, count: 0 }];
  const manifest = makeManifest({ name, parts, packed: [], tokens: 0, roots: [], skipped: [] });
  return { manifest, parts, entries: [], packPath: null, dispose: () => Promise.resolve() };
}

function shapeOfAll(parts: readonly CorpusPart[]): ContextManifest["shape"] {
  const [first] = parts;
  if (first === undefined) return "none";
  return first.name === null ? first.shape : "named";
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

import type { Corpus } from "../core/corpus";

const MB = 1024 * 1024;

/** What a worker may use, in MB. */
export interface MemoryLimits {
  /** V8's heap. */
  readonly heapMb: number;
  /** All of it, buffers and long strings included. */
  readonly residentMb: number;
  /** Texts of the corpus that are kept at hand. */
  readonly cacheBytes: number;
}

/** Electron's heap ends at 4 GB. */
const MOST_HEAP_MB = 3500;

/** Room for the largest text, as two bytes a character and half as much again, beside what cells need. */
export function memoryLimits(corpus: Corpus): MemoryLimits {
  const largest = corpus.entries.reduce((most, entry) => Math.max(most, entry.bytes), 0) / MB;
  const heapMb = Math.min(MOST_HEAP_MB, Math.max(1024, Math.ceil(1.5 * largest + 256)));
  return { heapMb, residentMb: heapMb + 768, cacheBytes: 256 * MB };
}

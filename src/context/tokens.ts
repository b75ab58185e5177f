import { estimateTokenCount } from "tokenx";
import type { PackFile } from "./packFile";

const SAMPLES = 128;
const SAMPLE_BYTES = 1024;

/** Estimates the tokens of all packed texts from evenly spaced samples: no tokenizer tables, a few ms for any size. */
export async function estimateTokens(pack: PackFile): Promise<number> {
  const samples = await pack.samples(SAMPLES, SAMPLE_BYTES);
  const bytes = samples.reduce((sum, sample) => sum + sample.length, 0);
  if (bytes === 0) return 0;
  const tokens = samples.reduce((sum, sample) => sum + estimateTokenCount(sample.toString("utf8")), 0);
  return Math.ceil((tokens / bytes) * pack.bytes);
}

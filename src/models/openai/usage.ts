import type { ModelRequest } from "../../core/model";
import type { Usage } from "../../core/usage";
import type { WireUsage } from "./wire";

/** UTF-16 code units in a token, at the low end of what English and code have, so that an estimate is not too small. */
const CHARS_PER_TOKEN = 3;

/** What one request used, in disjoint buckets; estimated from the texts where the server reported nothing. */
export function usageOf(reported: WireUsage | null, request: ModelRequest, output: string): Usage {
  // Servers that don't count report zeros.
  const prompt = reported?.prompt_tokens || null;
  const completion = prompt === null ? null : (reported?.completion_tokens ?? null);
  const input = inputBuckets(prompt ?? estimateInput(request), reported);
  return {
    calls: 1,
    ...input.buckets,
    ...outputBuckets(completion ?? estimateTokens(output.length), input.total, reported),
    estimated: prompt === null || completion === null,
  };
}

/** Tokens of the request's messages, from their length. */
function estimateInput(request: ModelRequest): number {
  return estimateTokens(request.messages.reduce((sum, { content }) => sum + content.length, 0));
}

function estimateTokens(chars: number): number {
  return Math.ceil(chars / CHARS_PER_TOKEN);
}

function inputBuckets(prompt: number, reported: WireUsage | null) {
  const cachedInputTokens = reported?.prompt_tokens_details?.cached_tokens ?? 0;
  const cacheWriteTokens = reported?.prompt_tokens_details?.cache_write_tokens ?? 0;
  const fromCache = cachedInputTokens + cacheWriteTokens;
  // OpenAI's prompt includes both. A gateway that translates Anthropic's numbers can leave them out.
  const inputTokens = fromCache > prompt ? prompt : prompt - fromCache;
  return {
    total: fromCache > prompt ? null : prompt,
    buckets: { inputTokens, cachedInputTokens, cacheWriteTokens },
  };
}

function outputBuckets(completion: number, prompt: number | null, reported: WireUsage | null) {
  const reasoning = reported?.completion_tokens_details?.reasoning_tokens ?? null;
  // OpenAI counts reasoning within the completion; others only within the total.
  const beside = prompt === null ? 0 : (reported?.total_tokens ?? 0) - prompt - completion;
  const outputTokens = completion + Math.max(0, beside);
  return { outputTokens, reasoningTokens: Math.min(outputTokens, reasoning ?? Math.max(0, beside)) };
}

import * as v from "valibot";

/** What servers send in answer to Chat Completions, as far as we read it: everything may be missing, null or odd. */

/** A field that is taken only if it is what it should be. */
function lenient<T extends v.GenericSchema>(schema: T) {
  return v.fallback(v.nullish(schema), null);
}

const count = v.pipe(v.number(), v.finite(), v.minValue(0));

/** Some servers send a list of parts, with their reasoning as a part of its own. */
const contentPart = v.object({
  type: lenient(v.string()),
  text: lenient(v.string()),
  thinking: v.optional(v.unknown()),
});
const content = v.nullish(v.union([v.string(), v.array(contentPart)]));

const delta = v.object({
  content,
  reasoning_content: lenient(v.string()),
  reasoning: lenient(v.string()),
  refusal: lenient(v.string()),
});

const choice = v.object({
  index: lenient(v.number()),
  delta: v.nullish(delta),
  message: v.nullish(delta),
  finish_reason: lenient(v.string()),
});

const usage = v.object({
  prompt_tokens: lenient(count),
  completion_tokens: lenient(count),
  total_tokens: lenient(count),
  prompt_tokens_details: lenient(v.object({ cached_tokens: lenient(count), cache_write_tokens: lenient(count) })),
  completion_tokens_details: lenient(v.object({ reasoning_tokens: lenient(count) })),
  /** USD; OpenRouter and others. */
  cost: lenient(count),
});

/** A chunk of a stream, or a whole completion: they differ in `delta` and `message` only. */
export const completion = v.object({
  choices: v.nullish(v.array(choice)),
  usage: lenient(usage),
  error: v.optional(v.unknown()),
});

export type WireCompletion = v.InferOutput<typeof completion>;
export type WireDelta = v.InferOutput<typeof delta>;
export type WireUsage = v.InferOutput<typeof usage>;

/** The `error` of a body or an event. `code` is a number on some servers. */
export const wireError = v.object({
  message: lenient(v.string()),
  code: lenient(v.union([v.string(), v.number()])),
  type: lenient(v.string()),
  param: lenient(v.string()),
});

const modelEntries = v.array(v.object({ id: v.string() }));

/** `GET /models`: OpenAI wraps the list, others send it bare. */
export const modelList = v.union([v.object({ data: modelEntries }), modelEntries]);

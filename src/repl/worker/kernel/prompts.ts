import { get, isArray, isFinite, isObject, isSafeInteger, numberText, ownKeys, stringify } from "./intrinsics";
import { toJson } from "./json";
import { isQueryPromise, notAText } from "./promises";
import { cut, digits } from "./text";

/** Longest prompt, and longest context of a child, in characters. A model's window is far smaller; the host checks that. */
const LONGEST_PROMPT = 16_000_000;
const LONGEST_CONTEXT = 64_000_000;

/** A prompt as it goes to the host. */
export interface Prompt {
  readonly text: string;
  readonly context: { readonly shape: "text" | "json"; readonly text: string } | null;
}

/** A prompt of any type as text: objects as JSON. Throws an error that says what is wrong. */
export function promptText(value: unknown, what: string): string {
  switch (typeof value) {
    case "string":
      return within(value, LONGEST_PROMPT, what);
    case "number":
    case "bigint":
    case "boolean":
      return `${value}`;
    case "object": {
      if (value === null) break;
      if (isQueryPromise(value)) throw notAText();
      const json = toJson(value, 0, LONGEST_PROMPT);
      if (json === null) throw tooLong(what, LONGEST_PROMPT);
      return json.text;
    }
    case "undefined":
    case "symbol":
    case "function":
      break;
  }
  throw new TypeError(
    `${what} is ${value === null ? "null" : typeof value}; it must be a text (objects are sent as JSON)`,
  );
}

/** `rlm_query` takes a prompt, or `{query, context}`. */
export function childPrompt(value: unknown, what: string): Prompt {
  if (!isObject(value) || isArray(value)) return { text: promptText(value, what), context: null };
  const query = get(value, "query") ?? get(value, "question") ?? get(value, "prompt");
  if (query === undefined) return { text: promptText(value, what), context: null };
  const context = get(value, "context");
  const text = promptText(query, `${what}: query`);
  if (context === undefined || context === null) return { text, context: null };
  if (typeof context === "string")
    return { text, context: { shape: "text", text: within(context, LONGEST_CONTEXT, `${what}: context`) } };
  const json = toJson(context, 0, LONGEST_CONTEXT);
  if (json === null) throw tooLong(`${what}: context`, LONGEST_CONTEXT);
  return { text, context: { shape: "json", text: json.text } };
}

function within(text: string, limit: number, what: string): string {
  if (text.length > limit) throw tooLong(what, limit, text.length);
  return text;
}

function tooLong(what: string, limit: number, length?: number): RangeError {
  const size = length === undefined ? "too long" : `${digits(length)} characters long`;
  return new RangeError(`${what} is ${size}; at most ${digits(limit)} characters fit. Split the text with chunk().`);
}

interface Option {
  readonly name: string;
  readonly alias: string;
  readonly wants: string;
  json(value: unknown): string | null;
}

const wholeNumber = (value: unknown): string | null =>
  typeof value === "number" && isSafeInteger(value) && value > 0 ? numberText(value) : null;
const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? stringify(value) : null);

const OPTIONS: readonly Option[] = [
  { name: "model", alias: "model", wants: "a text", json: text },
  { name: "system", alias: "system", wants: "a text", json: text },
  { name: "maxTokens", alias: "max_tokens", wants: "a whole number from 1 on", json: wholeNumber },
  {
    name: "temperature",
    alias: "temperature",
    wants: "a number",
    json: (value) => (typeof value === "number" && isFinite(value) ? numberText(value) : null),
  },
  { name: "maxTurns", alias: "max_turns", wants: "a whole number from 1 on", json: wholeNumber },
  {
    name: "schema",
    alias: "schema",
    wants: "a JSON Schema object",
    json: (value) => (isObject(value) ? (toJson(value, 0, 1_000_000)?.text ?? null) : null),
  },
];

/** Options as a JSON object. Throws for values of the wrong type; a number is the index that `map` passes, and no options. */
export function optionsJson(options: unknown, what: string, note: (text: string) => void): string {
  if (options === undefined || options === null || typeof options === "number") return "{}";
  if (!isObject(options) || isArray(options)) {
    throw new TypeError(
      `${what}: the options must be an object such as {maxTokens: 500}, not ${isArray(options) ? "an array" : `a ${typeof options}`}; the text belongs into the prompt`,
    );
  }
  let json = "";
  for (let i = 0; i < OPTIONS.length; i++) {
    const option = OPTIONS[i];
    if (option === undefined) continue;
    const value = get(options, option.name) ?? get(options, option.alias);
    if (value === undefined || value === null) continue;
    const written = option.json(value);
    if (written === null) throw new TypeError(`${what}: the option ${option.name} must be ${option.wants}`);
    json += `${json === "" ? "" : ","}"${option.name}":${written}`;
  }
  noteUnknown(options, what, note);
  return `{${json}}`;
}

function noteUnknown(options: object, what: string, note: (text: string) => void): void {
  const keys = ownKeys(options);
  for (let k = 0; k < keys.length && k < 50; k++) {
    const key = keys[k];
    let isKnown = false;
    for (let i = 0; i < OPTIONS.length; i++) isKnown ||= OPTIONS[i]?.name === key || OPTIONS[i]?.alias === key;
    if (!isKnown && typeof key === "string") note(`${what} has no option ${stringify(cut(key, 60))}; it was ignored.`);
  }
}

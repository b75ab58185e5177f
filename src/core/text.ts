/**
 * A string that may be large. In an event fresh from the engine it is the string itself; once an event has been
 * written to a log or sent to the page, a large one is a reference, and its text is fetched when somebody looks at it.
 */
export type Text = string | TextRef;

export interface TextRef {
  /** SHA-256 of the text in UTF-8, lower-case hex. */
  readonly ref: string;
  /** UTF-16 code units of the whole text. */
  readonly length: number;
  /** The first characters of the text, for previews. */
  readonly head: string;
}

/** The length of a text in UTF-16 code units, whether it is at hand or not. */
export function textLength(text: Text): number {
  return text.length;
}

/** At most `max` UTF-16 code units from the start of a text, never half of a surrogate pair. */
export function textHead(text: Text, max: number): string {
  return headOf(typeof text === "string" ? text : text.head, max);
}

/** At most `max` UTF-16 code units from the start of `text`, never half of a surrogate pair. */
export function headOf(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = isHighSurrogate(text.charCodeAt(max - 1)) ? max - 1 : max;
  return text.slice(0, Math.max(0, end));
}

/** At most `max` UTF-16 code units from the end of `text`, never half of a surrogate pair. */
export function tailOf(text: string, max: number): string {
  if (text.length <= max) return text;
  const start = text.length - max;
  return text.slice(isLowSurrogate(text.charCodeAt(start)) ? start + 1 : start);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

import { charCodeAt, numberText, parse, slice, stringify } from "./intrinsics";

/** `1,234,567`. */
export function digits(n: number): string {
  const plain = numberText(n);
  let out = "";
  for (let i = 0; i < plain.length; i++) {
    const left = plain.length - i;
    out += (i > 0 && left % 3 === 0 ? "," : "") + slice(plain, i, i + 1);
  }
  return out;
}

/** `1 item`, `1,234 items`. */
export function count(n: number, noun: string): string {
  return `${digits(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** At most `length` characters from the start, never half of a surrogate pair. */
export function head(text: string, length: number): string {
  return text.length <= length ? text : slice(text, 0, splitAt(text, length));
}

/** `at`, or the place before it where a surrogate pair would be cut in two. */
export function splitAt(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return at;
  const before = charCodeAt(text, at - 1);
  const after = charCodeAt(text, at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff ? at - 1 : at;
}

/** The start of a text with what was cut off named. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = head(text, length);
  return `${kept}… [${count(text.length - kept.length, "more character")}]`;
}

/** The same text as a string of its own: a slice would keep the whole text that it comes from in memory. */
export function copy(text: string): string {
  const own: unknown = parse(stringify(text));
  return typeof own === "string" ? own : text;
}

import { readNumber } from "./numbers";
import { isStopWord } from "./stopWords";

const CAPITAL = "\\p{Lu}[\\p{L}\\p{N}]*(?:[’'-]\\p{L}+)*";
const JOINED = "(?:\\s(?:of|de|da|van|von|der|den|la|le|du|al|bin|&))?\\s";
const NAME = new RegExp(`${CAPITAL}(?:${JOINED}${CAPITAL})*`, "gu");
const IDENTIFIER = /\b(?:\p{L}+[-_]?\d[\p{L}\d-]*|\p{L}+(?:_[\p{L}\d]+)+|\p{Ll}+\p{Lu}[\p{L}\d]*)\b/gu;
const QUOTED = /"([^"\n]{2,80})"|“([^”\n]{2,80})”|`([^`\n]{2,80})`|(?<![\p{L}\d])'([^'\n]{2,80})'(?![\p{L}\d])/gu;

/** What `text` calls by name: words with capitals (`Helios Works`), identifiers (`E-204`, `maxRetries`), in order, once each. */
export function namesIn(text: string): string[] {
  const found: { readonly name: string; readonly at: number }[] = [];
  for (const match of text.matchAll(NAME)) {
    const name = withoutLeadingStopWords(match[0]).replace(/['’]s$/, "");
    if (name !== "" && readNumber(name) === null && !isCommonStart(text, match.index, match[0], name))
      found.push({ name, at: match.index });
  }
  for (const match of text.matchAll(IDENTIFIER)) found.push({ name: match[0], at: match.index });
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ name }) => name))];
}

/** What stands in quotation marks or backticks. */
export function quotedIn(text: string): string[] {
  return [...text.matchAll(QUOTED)].map((match) => match[0].slice(1, -1));
}

function withoutLeadingStopWords(name: string): string {
  const words = name.split(/\s+/);
  const first = words.findIndex((word) => !isStopWord(word));
  return first < 0 ? "" : words.slice(first).join(" ");
}

/** A verb or an adverb that has its capital only from the start of the sentence: "Founded in 1952, …". */
function isCommonStart(text: string, at: number, whole: string, name: string): boolean {
  const before = text.slice(0, at).trimEnd();
  return (before === "" || /[.!?:]$/.test(before)) && whole === name && /^\p{Lu}\p{Ll}+(?:ed|ing|ly)$/u.test(name);
}

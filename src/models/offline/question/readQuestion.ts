import { onlyOf } from "../language/anyOf";
import { namesIn, quotedIn } from "../language/names";
import { isStopWord } from "../language/stopWords";
import { wordsOf, type Word } from "../language/words";
import type { Anchor, Question, Term } from "./question";
import { isOpen, wantedBy } from "./wanted";

/** Verbs that people begin a request with; not names, though they have a capital there. */
const REQUEST = onlyOf(
  "list, describe, summari[sz]e, explain, count, compute, calculate, compare, sum, add, report, name, return, extract",
);
/** "… and return it" tells what to do with an answer, not what it is. */
const TAIL =
  /,? (?:and|then) (?:return|report|give|tell|quote|output|print)\b(?: (?:it|me|that|the|its|their|only|just)\b.*)?\.?\s*$/i;
/** Words about the place of an answer rather than about its subject. */
const META = onlyOf(
  `lines?, files?, documents?, docs?, texts?, page, entry, entries, set, holds?, contains?, mention(?:s|ed)?, stated?, says?,
  used?, hidden, name, called, times`,
);
/** Words for kinds of things; a text rarely says "company" of a company that it names. */
const CLASS = onlyOf(
  `compan(?:y|ies), firms?, city, cities, towns?, country, countries, persons?, people, man, woman, organi[sz]ations?,
  institutions?, products?, places?, things?`,
);
const TIME = onlyOf("years?, dates?, days?, months?, time, lines?, files?");

/** Reads a question: its terms with their weights, what it must be about, what kind of answer it wants. */
export function readQuestion(whole: string): Question {
  const text = whole.replace(TAIL, "");
  const wanted = wantedBy(text);
  const kindWord = /\b(?:which|what) ([\p{L}-]+)/iu.exec(text)?.[1] ?? "";
  const named = namesOf(text);
  const strong = new Set(named.flatMap((name) => wordsOf(name).map((word) => word.stem)));
  const terms: Term[] = [];
  const content = wordsOf(text).filter((word) => strong.has(word.stem) || !isStopWord(word.text));
  content.forEach((word, index) => {
    if (terms.some((term) => term.stem === word.stem) || (index === 0 && REQUEST.test(word.text))) return;
    const next = content[index + 1];
    terms.push({
      text: word.text,
      stem: word.stem,
      weight: strong.has(word.stem) ? 2 : weightOf(word, kindWord),
      joined: next !== undefined && /^[\s_-]?$/.test(text.slice(word.end, next.at)),
    });
  });
  return { text: whole, terms, anchors: anchorsOf(text, named, terms), wanted, open: isOpen(text) };
}

function weightOf(word: Word, kindWord: string): number {
  if (word.text === kindWord) return CLASS.test(word.text) || TIME.test(word.text) ? 0.3 : 0.6;
  return META.test(word.text) || CLASS.test(word.text) ? 0.4 : 1;
}

function namesOf(text: string): string[] {
  const [first = ""] = text.trim().split(/[\s,]+/);
  const names = namesIn(text === text.toUpperCase() ? text.toLowerCase() : text).filter(
    (name) => !(name === first && REQUEST.test(name)),
  );
  return [...new Set([...quotedIn(text), ...names, ...(text.match(/\b\d{3,}\b/g) ?? [])])];
}

/** A few capitals (IP, API) say what kind of thing is meant, and texts do without them. */
const KIND_NAME = /^\p{Lu}{1,4}s?$/u;
const COMPLEMENT =
  /\b(?:of|for|to|by|about|from|with|named|called|in|at|on|inside|behind)\s+(?!which\b|what\b|whom\b)([^?.,;!]+)/gi;

/** "How many times …" asks how often, and the answer rarely has the noun. */
const OFTEN = onlyOf("times?, tries, attempts?, retries");

function anchorsOf(text: string, named: readonly string[], terms: readonly Term[]): Anchor[] {
  const [, noun = ""] = /\bhow many (?:of the )?(\p{L}+)/iu.exec(text) ?? [];
  const counted = terms
    .filter((term) => term.text === noun && term.weight >= 1 && !OFTEN.test(noun))
    .map(({ stem }) => ({ text: noun, stems: [stem], strict: true }));
  if (named.length > 0) {
    return named
      .map((name) => ({ text: name, stems: contentStems(withNoun(text, name)), strict: !KIND_NAME.test(name) }))
      .filter((anchor) => anchor.stems.length > 0)
      .concat(counted);
  }
  const complement = [...text.matchAll(COMPLEMENT)].at(-1)?.[1] ?? "";
  const stems = contentStems(complement).filter((one) => terms.some((term) => term.stem === one && term.weight >= 1));
  return stems.length === 0 ? counted : [{ text: complement.trim(), stems, strict: false }, ...counted];
}

/** "the Aurora engine" is about the engine; the noun belongs to the name when an article stands before both. */
function withNoun(text: string, name: string): string {
  const at = text.indexOf(name);
  if (!/\b(?:the|a|an|this|our)\s+["“`']?$/i.test(text.slice(0, at))) return name;
  const noun = /^\s+(\p{Ll}+)/u.exec(text.slice(at + name.length))?.[1] ?? "";
  return noun === "" || isStopWord(noun) || /ed$/.test(noun) ? name : `${name} ${noun}`;
}

function contentStems(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !isStopWord(word.text))
    .map((word) => word.stem);
}

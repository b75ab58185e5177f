import { anyOf, onlyOf } from "../language/anyOf";
import type { Wanted } from "./question";

const MEASURED = "many, much, old, long, far, tall, high, heavy, big, large, deep, wide, fast, often";
const HOW_MUCH = anyOf(
  MEASURED.split(", ")
    .map((word) => `how ${word}`)
    .join(", "),
);
const MADE = anyOf(
  `set, defined?, declared?, implement\\w*, configured?, handled?, used, called, documented, initiali[sz]ed, validated,
  computed, thrown, created, checked, read, written`,
);

const KINDS: readonly (readonly [(text: string) => boolean, Wanted])[] = [
  [(text) => /\b(?:which|what) lines?\b|\bline numbers?\b/i.test(text), "line"],
  [(text) => /\bwhere\b/i.test(text) && MADE.test(text), "location"],
  [asks("files?, functions?, modules?, class, classes, documents?"), "location"],
  [asks("person, people, author, founder, engineer, scientist, employee, customer", "who|whom|whose"), "person"],
  [asks("city, town, country, place, village, region, island, state", "where"), "place"],
  [(text) => /\bbirthplace\b/i.test(text), "place"],
  [asks("year"), "year"],
  [asks("date, day, month, time", "when"), "date"],
  [(text) => HOW_MUCH.test(text), "number"],
];

/** Whether a text asks for one of these nouns (`which city`), or with one of these words, as it does not in "the man who". */
function asks(nouns: string, words = "(?!)"): (text: string) => boolean {
  const named = new RegExp(`\\b(?:which|what) (?:${nouns.replaceAll(", ", "|")})\\b`, "i");
  const worded = new RegExp(`(?:^\\W*|[.?!,:]\\s+|\\b(?:tell me|and|by|for|from|to|with|know) )(?:${words})\\b`, "i");
  return (text) => named.test(text) || worded.test(text);
}

const NUMBERS = onlyOf(
  `(?:number, count, amount, price, cost, size, limit, population, percentage, temperature, height, depth, distance, age,
  total, phone, port, speed, weight, length, timeout, balance, salary, score, value)s?`,
);
const CODES = onlyOf(
  `(?:code, password, passphrase, passcode, key, token, pin, id, identifier, secret, hash, url, address, e-?mail, version,
  string, word, serial, checksum, username, name)s?`,
);

/** What kind of answer the question asks for, by its question word or the noun behind it. */
export function wantedBy(text: string): Wanted {
  const kind = KINDS.find(([isAsked]) => isAsked(text));
  if (kind !== undefined) return kind[1];
  const head = headNoun(text);
  if (NUMBERS.test(head)) return "number";
  return CODES.test(head) ? "code" : "thing";
}

const OPENS = /^\s*(?:how|why|explain|describe|summari[sz]e|compare|list)\b/i;
const ASKS_FOR_ONE = anyOf("what, which, who, whom, whose, when, where, how, find, tell, give, need, looking for");

/** Whether passages answer the question rather than one fact. */
export function isOpen(text: string): boolean {
  return (OPENS.test(text) && !HOW_MUCH.test(text)) || !ASKS_FOR_ONE.test(text);
}

const BEHIND_HEAD = anyOf(
  "of, for, in, on, at, from, to, by, with, that, which, who, do, does, did, is, was, are, were, has, have, used, called, named",
).source;
const HEAD = new RegExp(
  `\\b(?:what|which)(?:'s| is| are| was| were)?\\s+(?:(?:the|an?|its|his|her|their) )?([\\p{L}\\s-]*?)(?:['’]s\\b|\\s${BEHIND_HEAD}|[?.,!]|$)`,
  "giu",
);
const PRONOUN = onlyOf("it, that, this, they, he, she");

/** `number` in "What is the magic number for X?"; where nothing stands there, the last word anywhere that names a kind. */
function headNoun(text: string): string {
  for (const match of text.matchAll(HEAD)) {
    const word = match[1]?.trim().split(/\s+/).at(-1) ?? "";
    if (word !== "" && !PRONOUN.test(word)) return word;
  }
  const words = text.match(/[\p{L}-]+/gu) ?? [];
  return words.findLast((word) => NUMBERS.test(word) || CODES.test(word)) ?? "";
}

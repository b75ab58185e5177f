import type { Quote } from "../extract/quote";
import { anyOf } from "../language/anyOf";
import { namesIn } from "../language/names";
import { stemsOf } from "../language/stem";
import { isStopWord } from "../language/stopWords";
import { wordsOf } from "../language/words";
import type { Amount } from "./amount";
import { numeralsIn } from "./numerals";

const TAKES = stemsOf(
  `give eat lose sell spend drop break throw use used donate remove leave share drink pay burn fly rot disappear lend return
  take`,
);
const ADDS = stemsOf("buy find found pick receive get got earn win collect add gather borrow catch make bake grow");
/** Relations between amounts that are not read here. */
const RELATIVE = anyOf(
  `twice, thrice, half as, half of, times as, as many, as much, (?:more|fewer|less) (?:\\p{L}+ )?than, percent, each of,
  each \\p{L}+ (?:ha[sd]|have|holds?|contains?|costs?)`,
  "iu",
);
const VERBS = "gives?|gave|eats?|ate|buys?|bought|loses?|lost|sells?|sold|finds?|found|gets?|got";
const CLAUSE = new RegExp(
  `[,;]\\s+(?:and |but |then |while )?|\\s(?:but|then|while)\\s|\\sand\\s(?=\\p{Lu}|(?:then|he|she|they|it|${VERBS})\\b)`,
  "u",
);
const THING =
  /^\s*(?:the|a|an|her|his|their|one|another)\s+((?:\p{Ll}+\s+){1,3}?)(?:ha[sd]|have|h[oe]lds?|contain(?:s|ed)|is|are|was|were|with|costs?)\b/iu;

/** What it takes to read on: who and what the last clause spoke of. */
interface Memory {
  owner: string;
  unit: string;
}

/**
 * The amounts in short sentences as word problems have them: "Alice has 5 apples. She gives 2 to Bob." Null where a
 * sentence says something about amounts that this does not understand (`twice as many`), for then any sum is a guess.
 */
export function readAmounts(quotes: readonly Quote[]): Amount[] | null {
  const memory: Memory = { owner: "", unit: "" };
  const stated = quotes.filter((quote) => !quote.text.endsWith("?"));
  if (stated.some((quote) => RELATIVE.test(quote.text) || quote.text.includes("%"))) return null;
  return stated.flatMap((quote) => clausesOf(quote.text).flatMap((clause) => readClause(clause, quote, memory)));
}

/** Cut where a new statement begins; "Alice and Bob have 5" is one. */
function clausesOf(text: string): string[] {
  const clauses: string[] = [];
  for (const piece of text.split(CLAUSE)) {
    const before = clauses.at(-1);
    if (before !== undefined && numeralsIn(before).length === 0) clauses[clauses.length - 1] = `${before} and ${piece}`;
    else clauses.push(piece);
  }
  return clauses;
}

function readClause(clause: string, quote: Quote, memory: Memory): Amount[] {
  const numerals = numeralsIn(clause);
  const [first] = numerals;
  if (first === undefined) {
    memory.owner = subjectOf(clause, memory) || memory.owner;
    return [];
  }
  memory.owner = subjectOf(clause.slice(0, first.at), memory) || memory.owner;
  const verb = verbOf(clause);
  const sign = TAKES.has(verb) && !/\b(?:takes?|took) .*\bfrom\b/i.test(clause) ? -1 : 1;
  const amounts: Amount[] = numerals.map(({ n, money, end }) => {
    const unit = money !== "" ? money : unitBehind(clause.slice(end));
    if (unit !== "") memory.unit = unit;
    return { n, unit: unit === "" ? memory.unit : unit, owner: memory.owner, sign, verb, quote };
  });
  return [...(isEach(clause) ? multiplied(amounts, clause) : amounts), ...transferred(amounts, clause)];
}

/** "4 boxes with 6 pens each" is 24 pens; "Alice and Bob have 5 apples each" is 5 apples twice. */
function multiplied(amounts: readonly Amount[], clause: string): Amount[] {
  const [first, second] = amounts;
  if (first !== undefined && second !== undefined && amounts.length === 2)
    return [{ ...second, n: first.n * second.n }];
  const owners = namesIn(clause);
  return owners.length > 1 ? amounts.flatMap((amount) => owners.map((owner) => ({ ...amount, owner }))) : [...amounts];
}

function isEach(clause: string): boolean {
  return /\b(?:each|apiece|a piece)\b/i.test(clause);
}

/** What one gives, another gets: "gives 2 to Bob", "buys 3 from Carol". */
function transferred(amounts: readonly Amount[], clause: string): Amount[] {
  const [, word, name] = /\b(to|from)\s+(\p{Lu}[\p{L}-]*)/u.exec(clause) ?? [];
  if (word === undefined || name === undefined) return [];
  const sign = word === "to" ? 1 : -1;
  return amounts.filter((amount) => amount.sign === -sign).map((amount) => ({ ...amount, owner: name, sign }));
}

/** The first plural among the next words, else the first of them: `red apples`, `sheep`. */
function unitBehind(after: string): string {
  const words = (/^\s+((?:\p{L}+[\s-]?){1,4})/u.exec(after)?.[1] ?? "").trim().split(/[\s-]+/);
  const end = words.findIndex(
    (word, index) =>
      word === "" ||
      (isStopWord(word) && !/^(?:more|other|of|such)$/i.test(word)) ||
      (index > 0 && /^(?:to|from|in|on)$/i.test(word)),
  );
  const candidates = (end < 0 ? words : words.slice(0, end)).filter(
    (word) => !isStopWord(word) && !/^(?:additional|extra|new|another)$/i.test(word),
  );
  return candidates.find((word) => /[^s]s$/i.test(word)) ?? candidates[0] ?? "";
}

function verbOf(clause: string): string {
  return wordsOf(clause).find((word) => TAKES.has(word.stem) || ADDS.has(word.stem))?.stem ?? "";
}

/** Who or what the clause begins with: a name, a pronoun for the one before, or a thing ("The red box holds …"). */
function subjectOf(before: string, memory: Memory): string {
  const names = namesIn(before);
  if (names.length > 0) return names.join(" and ");
  if (/^\s*(?:he|she|they|it)\b/i.test(before)) return memory.owner;
  return THING.exec(before)?.[1]?.trim() ?? "";
}

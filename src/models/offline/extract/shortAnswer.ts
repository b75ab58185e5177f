import { onlyOf } from "../language/anyOf";
import { namesIn } from "../language/names";
import { isStopWord } from "../language/stopWords";
import { wordsOf } from "../language/words";
import type { Question } from "../question/question";
import { answerSide, firstClause, withoutStamp } from "./answerSide";
import { dateIn, MONTHS, yearIn } from "./dates";
import { matchTerms } from "./match";
import { mayHaveDone } from "./subject";
import { codeIn, numberIn } from "./values";

const MONTH = onlyOf(`${MONTHS}, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday`);
/** Questions for something that has a name. */
const CALLED =
  /\bwhich \p{L}|\bwhat (?:company|firm|team|service|module|package|language|product|university|school|ship)\b/iu;
const LONGEST = 90;

/**
 * The piece of a sentence that answers the question: always a piece of the sentence itself. Null where none of the
 * wanted kind can be told. `known`: names that lead to the answer and are not it.
 */
export function shortAnswer(question: Question, sentence: string, known: readonly string[] = []): string | null {
  const text = withoutStamp(sentence);
  const side = answerSide(question, text);
  switch (question.wanted) {
    case "line":
    case "location":
      return null;
    case "year":
      return yearIn(behindTerms(question, text)) ?? yearIn(text);
    case "date":
      return dateIn(behindTerms(question, text)) ?? dateIn(text) ?? dateIn(sentence);
    case "number":
      return numberIn(question, side, text);
    case "code":
      return codeIn(question, side, text);
    case "person":
      return person(
        text,
        side,
        newNames(question, text, known).filter((name) => mayHaveDone(question, name, text)),
      );
    case "place":
      return place(question, text, newNames(question, text, known));
    case "thing":
      return thing(question, side, newNames(question, text, known));
  }
}

function newNames(question: Question, text: string, known: readonly string[]): string[] {
  const asked = new Set(wordsOf([question.text, ...known].join(" ")).map((word) => word.stem));
  return namesIn(text).filter((name) => !MONTH.test(name) && !wordsOf(name).every((word) => asked.has(word.stem)));
}

function person(text: string, side: string | null, names: readonly string[]): string | null {
  const by = names.find((name) => text.includes(`by ${name}`));
  return by ?? names.find((name) => side?.includes(name) === true) ?? names[0] ?? null;
}

/** A name behind a word of place: the one that follows the question's words most closely. */
function place(question: Question, text: string, names: readonly string[]): string | null {
  const found = placesAfter("in|at|near", text, names, question) ?? placesAfter("from|of|to", text, names, question);
  if (found === null) return null;
  const region = /^, (\p{Lu}[\p{L}-]+)/u.exec(text.slice(text.indexOf(found) + found.length))?.[1];
  return /\bcountry\b/i.test(question.text) ? (region ?? found) : found;
}

function placesAfter(words: string, text: string, names: readonly string[], question: Question): string | null {
  const lead = new RegExp(
    `\\b(?:${words})\\s+(?:the\\s+)?(?:(?:city|town|village|port|country|island)\\s+of\\s+)?$`,
    "i",
  );
  const behind = text.length - behindTerms(question, text).length;
  const found = names.filter((name) => lead.test(text.slice(0, text.indexOf(name))));
  return found.find((name) => text.indexOf(name) >= behind) ?? found[0] ?? null;
}

/** The text behind the last of the question's words in it, names aside: what is asked for mostly stands there. */
function behindTerms(question: Question, text: string): string {
  const ends = matchTerms(question.terms, text).map((match, i) =>
    match.word === null || (question.terms[i]?.weight ?? 2) > 1 ? 0 : match.word.end,
  );
  return text.slice(Math.max(0, ...ends));
}

function thing(question: Question, side: string | null, names: readonly string[]): string | null {
  const [only] = names;
  if (CALLED.test(question.text) && only !== undefined) {
    return names.find((name) => side?.includes(name) === true) ?? only;
  }
  const clause = side === null ? "" : firstClause(side);
  const asked = new Set(wordsOf(question.text).map((word) => word.stem));
  const isNew = wordsOf(clause).some((word) => !asked.has(word.stem) && !isStopWord(word.text));
  return isNew && clause.length <= LONGEST ? clause : null;
}

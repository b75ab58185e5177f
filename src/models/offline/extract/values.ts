import { quotedIn } from "../language/names";
import { readNumber } from "../language/numbers";
import { wordsOf } from "../language/words";
import type { Question } from "../question/question";
import { firstClause } from "./answerSide";
import { isDefinition } from "./definition";
import { matchTerms } from "./match";

const NUMBER = /(?<![\w.-])([$€£]\s?)?[-+]?\d[\d,]*(?:\.\d+)?(?:\s?%)?(?![\w-]|[.:]\d)/g;
const PHONE = /\+?\d[\d\s().-]{5,}\d/;
const MEASURE = /^\s?(\p{Ll}{1,12}|°[CF])\b/u;
const NOT_A_UNIT = /^(?:and|or|in|on|at|of|for|to|by|as|from|with|per|is|was|are|were|that|which|when|but)$/;

/** The number that a sentence gives: behind the words of the question, or before what is counted. */
export function numberIn(question: Question, side: string | null, text: string): string | null {
  if (/\b(?:phone|telephone|fax)\b/i.test(question.text))
    return PHONE.exec(side ?? text)?.[0] ?? PHONE.exec(text)?.[0] ?? null;
  const measured = /\bhow (?!many\b)/i.test(question.text);
  const found = [side, text].flatMap((part) => (part === null ? [] : numbersIn(question, part, measured)));
  const counted = found.find((one) => one.counts);
  if (/\bhow many\b/i.test(question.text))
    return (
      counted?.text ??
      ((/\bnumber of\b|\btotal\b/i.test(text) || isNamed(question, text)) && side !== null
        ? (found[0]?.text ?? null)
        : null)
    );
  return (counted ?? found[0])?.text ?? numberWordIn(side);
}

/** `MAIL_ATTEMPTS = 7`: a setting whose name has at least two words of the question. */
function isNamed(question: Question, text: string): boolean {
  const met = matchTerms(question.terms, text).filter((match) => match.strength > 0);
  return met.length > 1 && isDefinition(text, question.terms);
}

function numbersIn(question: Question, text: string, measured: boolean): { text: string; counts: boolean }[] {
  const asked = new Set(question.text.match(/\d+(?:\.\d+)?/g) ?? []);
  return [...text.matchAll(NUMBER)]
    .filter((match) => !asked.has(match[0]))
    .map((match) => {
      const rest = text.slice(match.index + match[0].length);
      const noun = /^\s+((?:\p{L}+\s+){0,2}\p{L}+)/u.exec(rest)?.[1] ?? "";
      const unit = MEASURE.exec(rest)?.[1];
      const number = match[0].trim().replace(/,$/, "");
      const counts = matchTerms(question.terms, noun).some((term) => term.strength > 0);
      return { text: measured && unit !== undefined && !NOT_A_UNIT.test(unit) ? `${number} ${unit}` : number, counts };
    });
}

function numberWordIn(side: string | null): string | null {
  const [first = ""] = (side ?? "").trim().split(/[\s.,;]+/);
  return first.length > 2 && readNumber(first) !== null ? first : null;
}

const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}@._:/+-]*/gu;

/** A code, key, password or other string that a sentence gives: behind the words of the question, as one piece. */
export function codeIn(question: Question, side: string | null, text: string): string | null {
  const clause = side === null ? "" : firstClause(side);
  if (clause !== "" && clause.length <= 60 && !/\s/.test(clause)) return clause;
  const asked = new Set(wordsOf(question.text).map((word) => word.stem));
  const isNew = (part: string): boolean => !wordsOf(part).every((word) => asked.has(word.stem));
  const quoted = quotedIn(side ?? text).find(isNew);
  if (quoted !== undefined) return quoted;
  for (const part of [side, text]) {
    const token = (part?.match(TOKEN) ?? [])
      .map((one) => one.replace(/[.:,]+$/, ""))
      .find((one) => looksLikeCode(one) && isNew(one));
    if (token !== undefined) return token;
  }
  return clause !== "" && clause.length <= 60 ? clause : null;
}

function looksLikeCode(token: string): boolean {
  if (/^\d{4}-\d\d-\d\d|^\d\d:\d\d/.test(token)) return false;
  return /\d/.test(token) || /^\p{Lu}{2,}$/u.test(token) || /\p{Lu}-\p{Lu}/u.test(token) || /@/.test(token);
}

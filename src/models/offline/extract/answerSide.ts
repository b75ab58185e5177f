import type { Question } from "../question/question";
import { matchTerms } from "./match";

const SEPARATOR =
  /\s(?:is|was|are|were|equals|reads|becomes|remains|called|named)\s|\s*(?::=|=>|->|→)\s*|\s*=\s*|["'`]?:(?!\/\/|\d\d\b)\s*/gi;
const STAMP = /^\s*\[?\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?Z?)?\]?\s+/;

/** A log line without the time that it begins with. */
export function withoutStamp(text: string): string {
  return text.replace(STAMP, "");
}

/**
 * A sentence like "the code of X is Y", `x = y` or "Y is the code of X" cut at the word or sign between: the side that
 * says what was not known. Null where no side has the question's words and the other has not.
 */
export function answerSide(question: Question, text: string): string | null {
  let best = { side: "", lead: 0 };
  for (const match of text.matchAll(SEPARATOR)) {
    const left = text.slice(0, match.index);
    const right = text.slice(match.index + match[0].length);
    if (left.trim() === "" || right.trim() === "") continue;
    const lead = weigh(question, left) - weigh(question, right);
    if (lead === 0 || Math.abs(lead) < best.lead) continue;
    // Behind `x=` stands one word, and more of the kind may follow.
    const value = match[0] === "=" ? (/^[^\s,;]+/.exec(right)?.[0] ?? right) : right;
    best = { side: lead > 0 ? value : lastClause(left), lead: Math.abs(lead) };
  }
  return best.lead === 0 ? null : best.side;
}

function weigh(question: Question, text: string): number {
  return matchTerms(question.terms, text).reduce(
    (sum, match, i) => sum + match.strength * (question.terms[i]?.weight ?? 0),
    0,
  );
}

/** Up to the end of the first clause, without quotation marks around it. */
export function firstClause(text: string): string {
  const [clause = ""] = text.split(
    /[;!?](?:\s|$)|\.(?:\s|$)|,\s(?:which|who|and|but|while|so|as|because)\b|\s(?:and|but|while|because|since)\s/,
  );
  return clause
    .trim()
    .replace(/[,;.]+$/, "")
    .replace(/^["'“‘`(]+|["'”’`)]+$/g, "");
}

function lastClause(text: string): string {
  const clause = text.split(/[;,]\s/).at(-1) ?? text;
  return clause.trim();
}

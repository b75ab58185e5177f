import { namesIn } from "../language/names";
import { wordsOf } from "../language/words";
import type { Question } from "../question/question";
import { matchTerms } from "./match";

const WHO = /\bwho\s+(?:(?:has|had|have|first|last|also|originally)\s+)*(\p{L}+)/iu;
/** ", the founder of X," or "of the X team" right behind a name still speaks of it. */
const APPOSITION = /^,(?! who\b)[^,]*,|^\s\(.*?\)|^\s(?:of|from|at|in)\s(?:[^\s,]+\s){1,4}$/;
const SAME_SUBJECT = /(?:^,?\s*who|\band|\bthen|\bbut)\s+(?:(?:has|had|have|also|later|then|\p{L}+ly)\s+)*$/u;
/** Somebody or something else that may have done it. */
const OTHER = /\b(?:who|which|that|he|she|they|we|it|the|a|an|his|her|its|their|our|my|whose)\b|['’]s?\b|[;:.]/i;

/**
 * Whether the one with this name can be told to have done what "who …ed" asks for. False where another subject stands
 * between the name and the verb: "Ann wrote to the owners, who renewed it". True where the verb is not behind the name.
 */
export function mayHaveDone(question: Question, name: string, text: string): boolean {
  const verb = wordsOf(WHO.exec(question.text)?.[1] ?? "")[0]?.stem;
  const terms = question.terms.filter((term) => term.stem === verb);
  const at = matchTerms(terms, text)[0]?.word?.at;
  const end = text.indexOf(name) + name.length;
  if (at === undefined || at < end) return true;
  const between = text.slice(end, at).replace(APPOSITION, " ");
  if (namesIn(between).length > 0) return false;
  return SAME_SUBJECT.test(between) || !OTHER.test(between);
}

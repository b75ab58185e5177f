import type { Term } from "../question/question";
import { wordsOf } from "../language/words";
import { likeness, matchTerms } from "./match";

const MODIFIERS =
  "(?:(?:export|default|public|private|protected|static|async|final|readonly|const|let|var|val|def|#define|set|int|long|float|double|string|bool)\\s+)*";
const TYPE = "(?:\\s*:\\s*[\\p{L}<>[\\]| ]+)?";
const IDENTIFIER = "[\\p{L}_$][\\p{L}\\d_$]*";
/** `const limit = 5;`, `limit: 5`, `"limit": 5`, `- limit: 5`, `timeout.limit=5`. */
const ASSIGNMENT = new RegExp(
  `^\\s*(?:[-*]\\s+)?${MODIFIERS}["'\`]?([\\p{L}_$][\\p{L}\\d_$.\\s-]*?)["'\`]?${TYPE}\\s*(?::=|[:=](?![=>]))\\s*(\\S.*)$`,
  "iu",
);
const DECLARATION = new RegExp(
  `^\\s*${MODIFIERS}(?:function|class|interface|type|def|fn|func|enum|struct)\\s+(${IDENTIFIER})`,
  "iu",
);
const LITERAL = /^["'`\d[{-]|^(?:true|false|null|none)\b/i;

/** Whether a line gives a value to something that the terms name (`retryLimit = 5`), or declares it. */
export function isDefinition(text: string, terms: readonly Term[]): boolean {
  const declared = DECLARATION.exec(text)?.[1];
  if (declared !== undefined) return names(terms, declared);
  const [, name = "", value = ""] = ASSIGNMENT.exec(text) ?? [];
  return name !== "" && LITERAL.test(value) && names(terms, name);
}

/** The name has two of the terms, or nothing but terms. */
function names(terms: readonly Term[], name: string): boolean {
  const met = matchTerms(terms, name).filter((match) => match.strength > 0);
  if (wordsOf(name).every((word) => terms.some((term) => likeness(term.stem, word.stem) > 0))) return true;
  return met.length >= Math.min(2, terms.filter((term) => term.weight >= 0.5).length);
}

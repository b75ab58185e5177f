import { stem } from "../language/stem";
import { synonymsOf } from "../language/synonyms";
import { escapeRegExp } from "../language/words";
import type { Term } from "./question";

/**
 * The source of a regular expression, to be used with flag `i`, that finds a term in any of its forms, and its
 * synonyms: recall first, for precision comes when sentences are scored. `inNames`: also within `camelCase` names.
 */
export function patternOf(term: Term, inNames: boolean): string {
  const sources = [term.text, ...synonymsOf(term.stem)].flatMap(formsOf).filter((source) => source.length > 3);
  const shortest = withoutLonger(sources);
  const [only = ""] = shortest;
  if (shortest.length === 0) return shortForm(term.text);
  const joined = shortest.length === 1 ? only : `(?:${shortest.join("|")})`;
  return inNames || (shortest.length === 1 && only.length > 6) ? joined : `\\b${joined}`;
}

/** The same for terms that stand side by side, in their own forms only: `access code`, `accessCode`, `access_codes`. */
export function phrasePattern(terms: readonly Term[]): string {
  const sources = terms.map((term) => formsOf(term.text)[0] ?? escapeRegExp(term.text.toLowerCase()));
  return `\\b${sources.join("\\w*[\\s_-]*")}`;
}

/** The same for a name of one or more words. */
export function namePattern(name: string): string {
  return `\\b${name
    .split(/[\s_]+/)
    .map(escapeRegExp)
    .join("[\\s_]+")}`;
}

function formsOf(word: string): string[] {
  const lower = word.toLowerCase();
  const base = stem(lower);
  if (lower.length <= 3 || /\d/.test(lower)) return [];
  if (base.length < 4) return [escapeRegExp(lower.replace(/s$/, ""))];
  const prefix = base.endsWith("y") ? `${escapeRegExp(base.slice(0, -1))}(?:y|i)` : escapeRegExp(base);
  return lower.startsWith(base.slice(0, -1)) ? [prefix] : [escapeRegExp(lower), prefix];
}

/** Drops sources that begin with another one, which finds the same and more. */
function withoutLonger(sources: readonly string[]): string[] {
  const all = [...new Set(sources)];
  return all.filter((source) => !all.some((other) => other !== source && source.startsWith(other)));
}

function shortForm(word: string): string {
  return `(?:\\b|_)${escapeRegExp(word.toLowerCase())}s?(?:\\b|_)`;
}

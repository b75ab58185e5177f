import { patternOf } from "./pattern";
import type { Term } from "./question";

const LEVEL = /^(?:error|warn|warning|info|debug|trace|fatal)s?$/i;

/**
 * A term's pattern as code. A level of logs becomes a call of the cell's own `level(name, other)`, which takes the name
 * in capitals where there is one.
 */
export function levelPattern(term: Term): string {
  const usual = `/${patternOf(term, false)}/i`;
  if (!LEVEL.test(term.text)) return usual;
  const name = term.text.toUpperCase().replace(/S$/, "");
  return `level(/\\b${name.startsWith("WARN") ? "WARN(?:ING)?" : name}\\b/, ${usual})`;
}

import { together, withCode, type Patterns } from "./patterns";
import { NOTHING } from "./answer";
import type { Talk } from "./talk";

/** For a last turn with nothing known yet: finds the lines with most of the words and answers with them, in one cell. */
export function hastyCell(talk: Talk, words: Patterns): string {
  const asked = [...words.keys()].join(", ");
  return `const words = ${withCode(words)};
const hits = [${together([...words.values()])}, ...Object.values(words)].flatMap((pattern) => grep(pattern, { max: 500 }));
const lines = [...new Map(hits.map((hit) => [\`\${hit.path}:\${hit.line}\`, hit])).values()];
const score = ({ text }) => Object.values(words).filter((pattern) => pattern.test(text)).length;
const best = lines.sort((a, b) => score(b) - score(a)).slice(0, 3);
const quotes = best.map(({ path, line, text }) => \`- \\\`\${path}:\${line}\\\` \${text.trim().slice(0, 300)}\`);
FINAL(
  quotes.length === 0
    ? ${JSON.stringify(`**${NOTHING}.** Searched for: ${asked}.`)}
    : [${JSON.stringify(`There was no turn left to read more than the lines with most of the words (${asked}); this is keyword search only.`)}, "", ...quotes].join("\\n"),
);`;
}

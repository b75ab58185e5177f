import { together, withCode, type Patterns } from "./patterns";
import { NOTHING } from "./answer";

/** Where nothing more is known: finds the lines with most of the words and answers with them, in one cell. */
export function hastyCell(words: Patterns, lead: string): string {
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
    : [${JSON.stringify(lead)}, "", ...quotes].join("\\n"),
);`;
}

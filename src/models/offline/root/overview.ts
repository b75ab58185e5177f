import { answer, evidence } from "./answer";
import type { Move } from "./move";
import { quotesOf } from "./quotesOf";
import type { Talk } from "./talk";

const WHOLE =
  "project|repo(?:sitory)?|workspace|code ?base|code|files?|documents?|folder|text|context|package|program|app";
const ASKED = new RegExp(
  `\\b(?:summar\\w+|overview|outline|gist)\\b|\\bwhat(?:'s| is| are| does)\\b.*\\b(?:this|these|the)\\s+(?:${WHOLE})\\b(?:\\s+(?:all\\s+)?(?:do(?:es)?|about|for))?\\s*\\??$`,
  "i",
);

/** "What is this project about?": sentences that tell most, from where texts introduce themselves. */
export function overview(talk: Talk): Move | null {
  if (!ASKED.test(talk.question.text) || talk.isLast || talk.subQueries === 0 || talk.failures("Read") > 0) return null;
  const [read] = talk.done("Read");
  if (read === undefined)
    return {
      step: "Read",
      plan: "An overview: the sub-model picks the sentences that tell most from the texts that introduce the rest.",
      code: overviewCell(talk.subQueries),
    };
  const quotes = quotesOf(read.output);
  if (quotes.length === 0) return null;
  return answer([
    "There is no language model here to sum this up; these sentences tell most, by the words that the texts repeat.",
    ...evidence(quotes),
  ]);
}

function overviewCell(most: number): string {
  return `// Texts that introduce the others come first, then the rest by length.
const rank = ({ path }) => (/readme/i.test(path) ? 0 : /\\.(md|txt|rst)$/i.test(path) ? 1 : 2);
const chosen = [...files].sort((a, b) => rank(a) - rank(b) || b.size - a.size).slice(0, ${String(Math.min(5, most))});
const replies = await llm_query_batch(
  chosen.map(({ path, text }) => \`Summarise the text by its own sentences, at most 3, each as "line number: sentence".

Text: \${path},
\${text.slice(0, 20000).split("\\n").map((row, i) => \`\${i + 1}: \${row}\`).join("\\n")}\`),
);
replies.forEach((reply, i) => {
  for (const [, line, text] of reply.matchAll(/^(\\d+): (.+)$/gm)) print(\`\${chosen[i].path}:\${line}: \${text}\`);
});`;
}

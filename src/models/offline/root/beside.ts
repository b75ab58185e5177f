import { levelPattern } from "../question/level";
import { readQuestion } from "../question/readQuestion";
import type { Term } from "../question/question";
import { answer, evidence } from "./answer";
import { isLog } from "./logs";
import type { Move } from "./move";
import { quotesOf } from "./quotesOf";
import type { Talk } from "./talk";

const ASKED = /\b(before|after)\s+(?:the\s+)?(?:very\s+)?(first|last)\s+([^?.,;]+)/i;
const IN_LOG = /\s+(?:in|of|from) (?:the |this |these )?(?:\p{L}+ )?logs?\b/iu;
/** Lines on the side that is asked for. */
const LINES = 4;

/** "What happened before the first error?": in a log, the lines beside the one that is meant. Null for anything else. */
export function beside(talk: Talk): Move | null {
  const [, side = "", which = "", what = ""] = ASKED.exec(talk.question.text.replace(IN_LOG, "")) ?? [];
  const { paths } = talk.conversation.metadata;
  const hasLog = isLog(talk.output("Peek")) || paths.some((path) => path.endsWith(".log"));
  const { terms } = readQuestion(what);
  if (!hasLog || terms.length === 0 || talk.failures("Look") > 0) return null;
  const [isBefore, isFirst] = [side.toLowerCase() === "before", which.toLowerCase() === "first"];
  const [done] = talk.done("Look");
  if (done === undefined) return talk.isLast ? null : look(talk, terms, isBefore, isFirst);
  const quotes = quotesOf(done.output);
  const sought = `the ${which.toLowerCase()} line with ${terms.map((term) => `“${term.text}”`).join(" and ")}`;
  if (quotes.length === 0) return null;
  return answer([`The lines ${side.toLowerCase()} ${sought}, and that line itself:`, ...evidence(quotes)]);
}

function look(talk: Talk, terms: readonly Term[], isBefore: boolean, isFirst: boolean): Move {
  const first = talk.conversation.metadata.variables.find((variable) => variable.firstLine > 1)?.firstLine ?? 1;
  const [from, to] = isBefore ? [`at - ${String(LINES)}`, "at + 1"] : ["at", `at + ${String(LINES + 1)}`];
  return {
    step: "Look",
    plan: "A log is in order of time, so the lines beside the one that is meant.",
    code: `const level = (name, other) => (grep(name, { max: 1 }).length > 0 ? name : other);
const patterns = [${terms.map(levelPattern).join(", ")}];
const hits = grep(patterns[0], { max: 10_000_000 }).filter(
  ({ path, text }) => patterns.every((pattern) => pattern.test(text)) && (files.length === 1 || path.endsWith(".log")),
);
const hit = hits.at(${isFirst ? "0" : "-1"});
if (hit !== undefined) {
  const rows = files.find((file) => file.path === hit.path).text.split("\\n");
  const at = hit.line - ${String(first)};
  for (let i = Math.max(0, ${from}); i < Math.min(rows.length, ${to}); i++) {
    print(\`\${hit.path}:\${i + ${String(first)}}: \${rows[i].trim().slice(0, 300)}\`);
  }
}`,
  };
}

import { levelPattern } from "../question/level";
import type { Term } from "../question/question";
import { readQuestion } from "../question/readQuestion";
import { answer, evidence } from "./answer";
import { isLog } from "./logs";
import type { Move } from "./move";
import { quotesOf } from "./quotesOf";
import type { Talk } from "./talk";

const NOUNS = "lines?|times|entries|occurrences|messages|events|requests";
const ASKED = new RegExp(`\\b(?:how many|number of|count(?: of)?)\\s+(?:the |of the |all |log )?(${NOUNS})?\\b`, "i");
const NOT_SOUGHT = new RegExp(`^(?:${NOUNS}|contains?|includes?|mentions?|occurs?|appears?|count|number|total)$`, "i");
const MENTIONED = /\b(?:appear|occur|mention|contain|repeat|use|written|word|phrase|string|text)/i;
const IN_LOG = /\b(?:in|of|from) (?:the |this |these )?(?:\p{L}+ )?logs?\b/iu;
const FILES = /\bhow many (?:files|documents|docs|texts)\b(?: (?:are|is) (?:there|here|in)\b.*)?\s*\??$/i;

/** "How many lines have ERROR?": counts lines, where the context is a log or the question says log, lines or times. */
export function counting(talk: Talk): Move | null {
  if (FILES.test(talk.question.text)) return countFiles(talk);
  const [asked, noun] = ASKED.exec(talk.question.text) ?? [];
  const inLogs = IN_LOG.test(talk.question.text);
  // Outside a log, "how many times is X done?" asks how often by rule, not for lines that say so.
  if (noun?.toLowerCase() === "times" && !inLogs && !isLog(talk.output("Peek")) && !MENTIONED.test(talk.question.text))
    return null;
  if (asked === undefined || !(noun !== undefined || inLogs || isLog(talk.output("Peek")))) return null;
  const { terms } = readQuestion(talk.question.text.replace(IN_LOG, ""));
  const sought = terms.filter((term) => !NOT_SOUGHT.test(term.text));
  if (sought.length === 0 || talk.failures("Count") > 0) return null;
  const [done] = talk.done("Count");
  if (done !== undefined) return report(sought, noun ?? "lines", done.output);
  return talk.isLast ? null : count(sought, noun ?? "lines", inLogs);
}

function count(sought: readonly Term[], noun: string, inLogs: boolean): Move {
  const words = sought.map((term) => `“${term.text}”`).join(" and ");
  const occurrences = /^(?:times|occurrences)$/i.test(noun) && sought.length === 1;
  return {
    step: "Count",
    plan: `Counting is for code: every line that has ${words}.`,
    code: `// Lines that have all of these. A level in capitals is that word in capitals only: "no error" is no ERROR.
const level = (name, other) => (grep(name, { max: 1 }).length > 0 ? name : other);
const patterns = [${sought.map(levelPattern).join(", ")}];
const hits = grep(patterns[0], { max: 10_000_000 }).filter(
  ({ path, text }) => patterns.every((pattern) => pattern.test(text))${inLogs ? " && (files.length === 1 || /log/i.test(path))" : ""},
);
print("result:", ${occurrences ? 'hits.reduce((sum, { text }) => sum + text.match(new RegExp(patterns[0], "gi")).length, 0)' : "hits.length"});
print("found:", hits.length);
for (const { path, line, text } of hits.slice(0, 3)) print(\`\${path}:\${line}: \${text.trim().slice(0, 300)}\`);`,
  };
}

/** Null where no line has the words: then the question may mean something else, which passages can answer. */
function report(sought: readonly Term[], noun: string, output: string): Move | null {
  const result = /^result: (\d+)$/m.exec(output)?.[1] ?? "0";
  const words = sought.map((term) => `“${term.text}”`).join(" and ");
  if (result === "0") return null;
  const lines = Number(/^found: (\d+)$/m.exec(output)?.[1] ?? "0");
  const what = noun === "times" ? `times ${words}` : `${noun} with ${words}`;
  return answer([`**${result}** ${what}, counted over the whole context.`, ...evidence(quotesOf(output), lines)]);
}

function countFiles(talk: Talk): Move {
  const result = /^result: (\d+)$/m.exec(talk.output("Count"))?.[1];
  if (result !== undefined) return answer([`**${result}** files.`]);
  return { step: "Count", plan: "That is for code to count.", code: 'print("result:", files.length);' };
}

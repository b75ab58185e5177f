import { patternOf } from "../question/pattern";
import type { Term } from "../question/question";
import { readQuestion } from "../question/readQuestion";
import { answer, evidence, NOTHING } from "./answer";
import type { Move } from "./move";
import { quotesOf } from "./quotesOf";
import type { Talk } from "./talk";

const NOUNS = "lines?|times|entries|occurrences|messages|events|requests";
const ASKED = new RegExp(`\\b(?:how many|number of|count(?: of)?)\\s+(?:the |of the |all |log )?(${NOUNS})?\\b`, "i");
const NOT_SOUGHT = new RegExp(`^(?:${NOUNS}|contains?|includes?|mentions?|occurs?|appears?|count|number|total)$`, "i");
const IN_LOG = /\b(?:in|of|from) (?:the |this |these )?(?:\p{L}+ )?logs?\b/iu;
/** A line of a log: it begins with a time, a level, or something in brackets. */
const LOG_LINE = /^\s*(?:\[?\d{2,4}[-/:.]\d\d|\[|(?:ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE|FATAL)\b|\w{3} +\d+ \d\d:)/;
const LEVEL = /^(?:error|warn|warning|info|debug|trace|fatal)s?$/i;
const FILES = /\bhow many (?:files|documents|docs|texts)\b(?: (?:are|is) (?:there|here|in)\b.*)?\s*\??$/i;

/** "How many lines have ERROR?": counts lines, where the context is a log or the question says log, lines or times. */
export function counting(talk: Talk): Move | null {
  if (FILES.test(talk.question.text)) return countFiles(talk);
  const [asked, noun] = ASKED.exec(talk.question.text) ?? [];
  const inLogs = IN_LOG.test(talk.question.text);
  if (asked === undefined || !(noun !== undefined || inLogs || isLog(talk.output("Peek")))) return null;
  const { terms } = readQuestion(talk.question.text.replace(IN_LOG, ""));
  const sought = terms.filter((term) => !NOT_SOUGHT.test(term.text));
  if (sought.length === 0 || talk.failures("Count") > 0) return null;
  const [done] = talk.done("Count");
  if (done !== undefined) return report(sought, noun ?? "lines", done.output);
  return talk.isLast ? null : count(sought, noun ?? "lines", inLogs);
}

function isLog(peeked: string): boolean {
  const lines = peeked.split("\n").filter((line) => line.trim().length > 10);
  return lines.length >= 4 && lines.filter((line) => LOG_LINE.test(line)).length >= lines.length * 0.6;
}

function count(sought: readonly Term[], noun: string, inLogs: boolean): Move {
  const words = sought.map((term) => `“${term.text}”`).join(" and ");
  const occurrences = /^(?:times|occurrences)$/i.test(noun) && sought.length === 1;
  return {
    step: "Count",
    plan: `Counting is for code: every line that has ${words}.`,
    code: `// Lines that have all of these. A level in capitals is that word in capitals only: "no error" is no ERROR.
const level = (name, other) => (grep(name, { max: 1 }).length > 0 ? name : other);
const patterns = [${sought.map(patternCode).join(", ")}];
const hits = grep(patterns[0], { max: 10_000_000 }).filter(
  ({ path, text }) => patterns.every((pattern) => pattern.test(text))${inLogs ? " && (files.length === 1 || /log/i.test(path))" : ""},
);
print("result:", ${occurrences ? 'hits.reduce((sum, { text }) => sum + text.match(new RegExp(patterns[0], "gi")).length, 0)' : "hits.length"});
for (const { path, line, text } of hits.slice(0, 3)) print(\`\${path}:\${line}: \${text.trim().slice(0, 300)}\`);`,
  };
}

function patternCode(term: Term): string {
  const usual = `/${patternOf(term, false)}/i`;
  if (!LEVEL.test(term.text)) return usual;
  const name = term.text.toUpperCase().replace(/S$/, "");
  return `level(/\\b${name.startsWith("WARN") ? "WARN(?:ING)?" : name}\\b/, ${usual})`;
}

function report(sought: readonly Term[], noun: string, output: string): Move {
  const result = /^result: (\d+)$/m.exec(output)?.[1] ?? "0";
  const words = sought.map((term) => `“${term.text}”`).join(" and ");
  if (result === "0") return answer([`**${NOTHING}:** no line has ${words}.`]);
  const what = noun === "times" ? `times ${words}` : `${noun} with ${words}`;
  return answer([`**${result}** ${what}, counted over the whole context.`, ...evidence(quotesOf(output))]);
}

function countFiles(talk: Talk): Move {
  const result = /^result: (\d+)$/m.exec(talk.output("Count"))?.[1];
  if (result !== undefined) return answer([`**${result}** files.`]);
  return { step: "Count", plan: "That is for code to count.", code: 'print("result:", files.length);' };
}

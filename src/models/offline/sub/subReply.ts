import { anyOf } from "../language/anyOf";
import { answerAmounts } from "../arithmetic/answerAmounts";
import { readAmounts } from "../arithmetic/readAmounts";
import type { ModelRequest } from "../../../core/model";
import { bestSentences } from "../extract/bestSentences";
import { shortAnswer } from "../extract/shortAnswer";
import { showNumber } from "../language/numbers";
import { sentencesOf, type Sentence } from "../language/sentences";
import { readQuestion } from "../question/readQuestion";
import { keySentences } from "./keySentences";
import { readPrompt, type SubPromptReading } from "./readPrompt";

const NONE = "NONE";
/** Words of an instruction about the form of the reply, not about what to look for. */
const FORM = anyOf(
  `quote, list, extract, reply, respond, write, answer, return, sentences?, lines?, text, passages?, paragraphs?, one per line,
  per line, json, array, only, none, nothing else, at most \\d+, best first, below, following, above, every, all, each,
  if there (?:is|are) (?:none|no), or`,
  "gi",
);
const SUMMARY = anyOf("summar\\w*, key points?, main ideas?, main points?");
const BARE = anyOf("(?:only|just) (?:the|a), one word, nothing else");
const NO_TEXT = `${NONE}. (No language model is at work here, only keyword search in the text of a prompt, and this prompt has \
no text: put it behind the instruction.)`;

/**
 * A reply to a sub-query of any wording: sentences of the text in the prompt, as they stand there; `NONE` where nothing
 * fits. It never writes a sentence of its own, but for sums and for prompts without a text.
 */
export function subReply(request: ModelRequest): string {
  const user = request.messages.filter((message) => message.role === "user").map((message) => message.content);
  const system = request.messages.filter((message) => message.role === "system").map((message) => message.content);
  const reading = readPrompt(user.join("\n\n"), system.join("\n"));
  if (reading.lines.every(({ text }) => text.trim() === "")) return NO_TEXT;
  if (SUMMARY.test(reading.instruction)) return formatted(reading, keySentences(sentencesOf(reading.lines), 3));
  return sumIn(reading) ?? quotes(reading);
}

function quotes(reading: SubPromptReading): string {
  const bare = reading.question === reading.instruction ? reading.question.replace(FORM, " ") : reading.question;
  // The kind of answer is in the question as it was asked, with the words about form.
  const question = { ...readQuestion(bare), wanted: readQuestion(reading.question).wanted };
  const many = /\b(?:list|every|all|each|array|sentences)\b/i.test(reading.instruction);
  const max = Number(/\bat most (\d+)/.exec(reading.instruction)?.[1] ?? (many ? 20 : question.open ? 3 : 1));
  const found = bestSentences({ question, lines: reading.lines, title: reading.title, about: reading.about, max });
  const [best] = found;
  if (best === undefined) return NONE;
  if (!reading.numbered && BARE.test(reading.instruction)) return shortAnswer(question, best.text) ?? best.text;
  return formatted(reading, found);
}

function formatted({ instruction, numbered }: SubPromptReading, sentences: readonly Sentence[]): string {
  if (/\bJSON\b/.test(instruction)) return JSON.stringify(sentences.map(({ text }) => text));
  return sentences.length === 0
    ? NONE
    : sentences.map(({ line, text }) => (numbered ? `${String(line)}: ${text}` : text)).join("\n");
}

/** "How many … in total?" over a few plain sentences. */
function sumIn({ question, lines, numbered }: SubPromptReading): string | null {
  if (numbered || lines.length > 30 || !/\bhow (?:many|much)\b|\btotal\b|\bsum\b/i.test(question)) return null;
  const sentences = sentencesOf(lines).map((sentence) => ({ ...sentence, path: "", title: "" }));
  const amounts = readAmounts(sentences);
  const tally = amounts === null ? null : answerAmounts(question, amounts);
  if (tally === null || tally.amounts.length < 2) return null;
  return `${showNumber(tally.result)}${tally.noun === "" || tally.noun === "$" ? "" : ` ${tally.noun}`} (${tally.sum})`;
}

import { sentencesOf, type Line, type Sentence } from "../language/sentences";
import { hasStems } from "./match";
import { wordsOf } from "../language/words";
import type { Question } from "../question/question";
import { scoreText } from "./score";

const STARTS_WITH_PRONOUN =
  /^(?:it|he|she|they|this|these|that|its|his|her|their|the (?:company|firm|founder|product|author))\b/i;
/** A sentence this much worse than the best one is no help. */
const WORSE = 0.5;
const LEAST = 0.6;
const LONGEST = 400;

export interface SentenceSearch {
  readonly question: Question;
  readonly lines: readonly Line[];
  /** What the text as a whole is about: its first line or its name. */
  readonly title: string;
  /** Names that a sentence, or what stands before it, must have; empty: none. */
  readonly about: readonly string[];
  readonly max: number;
}

/** The sentences that answer a question best, best first; none where nothing fits. Each stands in the text as it is. */
export function bestSentences({ question, lines, title, about, max }: SentenceSearch): Sentence[] {
  const sentences = sentencesOf(lines).filter(({ text }) => !/^#+ /.test(text) || text.replace(/^#+ /, "") !== title);
  const scored = sentences.map((sentence, index) => {
    const before = STARTS_WITH_PRONOUN.test(sentence.text) ? (sentences[index - 1]?.text ?? "") : "";
    const around = `${title}\n${before}`;
    const { score } = scoreText(question, sentence.text, around);
    return { index, score: score + mentions(about, sentence.text, around) };
  });
  const wanted = scored.filter(
    ({ index, score }) =>
      score >= LEAST &&
      isAbout(about, `${title}\n${sentences[index - 1]?.text ?? ""}\n${sentences[index]?.text ?? ""}`),
  );
  const best = Math.max(...wanted.map(({ score }) => score), 0);
  return wanted
    .filter(({ score }) => score >= best * WORSE)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, max)
    .map(({ index }) => withAntecedent(sentences, index));
}

function mentions(about: readonly string[], text: string, around: string): number {
  if (about.some((name) => hasName(name, text))) return 2;
  return about.some((name) => hasName(name, around)) ? 1 : 0;
}

function isAbout(about: readonly string[], text: string): boolean {
  return about.length === 0 || about.some((name) => hasName(name, text));
}

function hasName(name: string, text: string): boolean {
  return hasStems(
    wordsOf(name).map((word) => word.stem),
    text,
  );
}

/** "She was born in Oslo." says nothing alone, so the sentences that say who she is come with it. */
function withAntecedent(sentences: readonly Sentence[], index: number): Sentence {
  let sentence = sentences[index] ?? { line: 1, text: "" };
  for (let at = index - 1; at >= 0 && STARTS_WITH_PRONOUN.test(sentence.text); at--) {
    const before = sentences[at];
    if (before === undefined || before.line < sentence.line - 1) break;
    const text = `${before.text} ${sentence.text}`;
    if (text.length > LONGEST) break;
    sentence = { line: before.line, text };
  }
  return sentence;
}

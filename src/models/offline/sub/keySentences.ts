import type { Sentence } from "../language/sentences";
import { isStopWord } from "../language/stopWords";
import { wordsOf } from "../language/words";

/** The sentences with most of the words that the text itself repeats, in the order of the text. */
export function keySentences(all: readonly Sentence[], max: number): Sentence[] {
  const prose = all.filter(({ text }) => /^[^#].*\s.*\s.*[.!?:]["”’)]?$/.test(text));
  const sentences = prose.length > 0 ? prose : all;
  const counts = new Map<string, number>();
  const stems = sentences.map((sentence) => [
    ...new Set(
      wordsOf(sentence.text)
        .filter((word) => !isStopWord(word.text))
        .map((word) => word.stem),
    ),
  ]);
  for (const stem of stems.flat()) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const score = (index: number): number =>
    (stems[index] ?? []).reduce((sum, stem) => sum + (counts.get(stem) ?? 0) - 1, 0) /
    Math.sqrt(8 + (stems[index]?.length ?? 0));
  return sentences
    .map((sentence, index) => ({ sentence, index }))
    .sort((a, b) => score(b.index) - score(a.index) || a.index - b.index)
    .slice(0, max)
    .sort((a, b) => a.index - b.index)
    .map(({ sentence }) => sentence);
}

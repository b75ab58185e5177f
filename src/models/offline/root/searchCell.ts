import type { Question } from "../question/question";
import type { Metadata } from "./metadata";
import { strongest, together, withCode, type Patterns } from "./patterns";

/** How the pattern for lines with several words at once is called. */
export const TOGETHER = "together";
/** Hits of one word that are looked at; a word with more of them says little. */
export const MOST_HITS = 2000;

/**
 * The cell that finds passages. It leaves `words`, `passages`, a list of `{path, line, title, text}`, best first, and
 * `search`, for the next search. It prints `word: n lines` for each word, then `- path:line` for each passage.
 */
export function searchCell(words: Patterns, phrases: Patterns, question: Question, metadata: Metadata): string {
  // In a long text the hits of a common word are cut, so that a line with several words might be missed.
  const both = words.size > 1 && metadata.lines > MOST_HITS;
  const call = both ? `{ ...words, ${TOGETHER}: ${together(strongest(words, question, 3))} }` : "words";
  return `// The words of the question, in the forms that they may have here.
const words = ${withCode(new Map([...words, ...phrases]))};

${hasLongLines(metadata) ? longLines() : places(metadata)}
const passages = search(${call});
for (const { path, line } of passages) print(\`- \${path}:\${line}\`);`;
}

/** Another search with patterns for pairs of words, where each word alone is too common to lead anywhere. */
export function widerCell(words: Patterns): string {
  const entries = [...words];
  const pairs = entries.flatMap(([word, source], i) =>
    entries
      .slice(i + 1, i + 4)
      .map(
        ([other, otherSource]): string =>
          `  ${JSON.stringify(`${word} + ${other}`)}: ${together([source, otherSource])},`,
      ),
  );
  return `// Each word alone is on too many lines, and no line has all of them: lines with two of them.
const pairs = {
${pairs.slice(0, 8).join("\n")}
};
const passages = search(pairs);
for (const { path, line } of passages) print(\`- \${path}:\${line}\`);`;
}

function places(metadata: Metadata): string {
  const span = metadata.lines / Math.max(1, metadata.files) <= 60 ? 60 : 12;
  const first = metadata.variables.find((variable) => variable.firstLine > 1)?.firstLine ?? 1;
  return `// Places of ${String(span)} lines, those first in which most of the words meet. A rare word weighs more than a common one.
const search = (patterns, fits = () => true) => {
  const places = new Map();
  for (const [word, pattern] of Object.entries(patterns)) {
    const hits = grep(pattern, { max: ${String(MOST_HITS)} });
    print(\`\${word}: \${hits.length} lines\`);
    for (const { path, line } of hits) {
      const start = line - ((line - 1) % ${String(span)});
      const place = places.get(\`\${path}:\${start}\`) ?? { path, start, words: {}, lines: {} };
      place.words[word] = 1 / Math.log2(2 + hits.length);
      place.lines[line] = (place.lines[line] ?? 0) + place.words[word];
      places.set(\`\${path}:\${start}\`, place);
    }
  }
  const total = (weights) => Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const inPath = (path) => (Object.values(patterns).some((pattern) => pattern.test(path)) ? 0.5 : 0);
  const score = ({ path, words, lines }) => total(words) + Math.max(...Object.values(lines)) + inPath(path);
  const ranked = [...places.values()].filter(fits).sort((a, b) => score(b) - score(a)).slice(0, 12);
  const sources = {}; // each file is split once
  return ranked.map(({ path, start }) => {
    const all = (sources[path] ??= files.find((file) => file.path === path).text.split("\\n"));
    const line = Math.max(${String(first)}, start - 2);
    const title = /\\.(md|txt|rst|adoc)$/i.test(path) ? (/^#* ?([^.!?]{2,80})$/.exec(all[0].trim())?.[1] ?? "") : "";
    return { path, line, title, text: all.slice(line - ${String(first)}, start + ${String(span + 3 - first)}).join("\\n") };
  });
};`;
}

function hasLongLines(metadata: Metadata): boolean {
  return metadata.characters / Math.max(1, metadata.lines) > 1000;
}

function longLines(): string {
  return `// The lines are very long, so pieces of 3,000 characters are ranked. A rare word weighs more than a common one.
const search = (patterns, fits = () => true) => {
  const pieces = files.flatMap((file) => chunk(file.text, 3000, 300).map((text) => ({ path: file.path, text, words: {} })));
  for (const [word, pattern] of Object.entries(patterns)) {
    const having = pieces.filter(({ text }) => pattern.test(text));
    print(\`\${word}: \${having.length} lines\`);
    for (const piece of having) piece.words[word] = 1 / Math.log2(2 + having.length);
  }
  const score = ({ words }) => Object.values(words).reduce((sum, weight) => sum + weight, 0);
  const ranked = pieces.filter((piece) => score(piece) > 0 && fits(piece)).sort((a, b) => score(b) - score(a)).slice(0, 12);
  return ranked.map(({ path, text }) => {
    const whole = files.find((file) => file.path === path).text;
    return { path, line: whole.slice(0, whole.indexOf(text)).split("\\n").length, title: "", text };
  });
};`;
}

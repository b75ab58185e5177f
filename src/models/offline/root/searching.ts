import { chainsOf } from "../extract/chain";
import type { Quote } from "../extract/quote";
import { hasStems } from "../extract/match";
import { answer, CLOSEST_LINES, nothingFound, type Finding } from "./answer";
import { answerFrom } from "./answerFrom";
import { summingQuotes } from "./arithmetic";
import { followUp } from "./followUp";
import { hastyCell } from "./hastyCell";
import type { Move } from "./move";
import { phrasesToFind, wordsToFind, type Patterns } from "./patterns";
import { quotesOf } from "./quotesOf";
import { readCell } from "./readCell";
import { MOST_HITS, searchCell, TOGETHER, widerCell } from "./searchCell";
import type { Talk } from "./talk";
import { usesOf } from "./usesOf";
import { countsOf, rarityOf } from "./wordCounts";

const CODE_FILE = /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|c|h|cpp|cs|php|swift|scala|sh|ya?ml|toml|ini|properties)\b/;

/**
 * Keyword search: find passages, have them read, follow names to further passages, answer with quotes. `facts`: a piece
 * of a quote may be the answer.
 */
export function searching(talk: Talk, facts: boolean): Move {
  const words = wordsToFind(talk.question, hasCode(talk), talk.failures("Search") > 0 ? 3 : undefined);
  if (words.size === 0) return answer(nothingFound(talk, []));
  const output = talk.output("Search");
  const quotes = quotesOf([talk.output("Read"), talk.output("Follow up")].join("\n"));
  if (talk.isLast && quotes.length > 0) return decide(talk, facts, words, quotes);
  if (talk.isLast || talk.failures("Search") > 1)
    return { step: "Answer", plan: LAST, code: hastyCell(words, unread(words)) };
  if (talk.done("Search").length === 0) return search(talk, words);
  if (needsWider(talk, words)) return widen(words);
  if (!/^- /m.test(output)) return answer(nothingFound(talk, countsOf(talk, words)));
  if (quotes.length === 0 && talk.done("Read").length <= (readsFailed(talk) ? 1 : 0)) {
    return talk.has("passages") ? read(talk) : search(talk, words);
  }
  return decide(talk, facts, words, quotes);
}

const LAST = "This is the last turn, so the best lines at once.";
const CLOSEST = "No sentence answers it, so the lines with most of the words.";

function unread(words: Patterns): string {
  return `There was no turn left to read more than the lines with most of the words (${[...words.keys()].join(", ")}); this is keyword search only.`;
}

function search(talk: Talk, words: Patterns): Move {
  const listed = [...words.keys()].map((word) => `“${word}”`).join(", ");
  return {
    step: "Search",
    plan: `Keyword search for ${listed}: where do the rare ones meet?`,
    code: searchCell(words, phrasesToFind(talk.question), talk.question, talk.conversation.metadata),
  };
}

function widen(words: Patterns): Move {
  return {
    step: "Search",
    plan: "Too many lines have one of the words and none has all: a wider search, by pairs.",
    code: widerCell(words),
  };
}

/** Each word is so common that its hits were cut, and they do not meet: then the first hits are as good as none. */
function needsWider(talk: Talk, words: Patterns): boolean {
  if (talk.done("Search").length > 1 || !talk.has("search")) return false;
  const found = countsOf(talk, words).filter(([, count]) => count > 0);
  const met = countsOf(talk, new Map([[TOGETHER, ""], ...phrasesToFind(talk.question)])).some(([, count]) => count > 0);
  return found.length > 1 && !met && found.every(([, count]) => count >= MOST_HITS);
}

function read(talk: Talk): Move {
  const failed = talk.failures("Read") > 0 || readsFailed(talk);
  const plan =
    talk.subQueries > 0 && !failed
      ? "The best passages go to the sub-model, one sub-query each, for the sentences that help."
      : "No sub-queries can be made, so the cell itself picks the best lines.";
  return { step: "Read", plan, code: readCell(talk.conversation.question, failed ? 0 : talk.subQueries) };
}

function readsFailed(talk: Talk): boolean {
  return /^\d+ sub-queries failed: /m.test(talk.output("Read"));
}

/** Answers, or looks up a name that the quotes brought up while some of the question is still open. */
function decide(talk: Talk, facts: boolean, words: Patterns, quotes: readonly Quote[]): Move {
  const sum = summingQuotes(talk, quotes);
  if (sum !== null) return sum;
  const chains = chainsOf(talk.question, quotes, rarityOf(talk, words));
  return (
    followUp(talk, chains) ??
    usesOf(talk, talk.question, chains) ??
    closing({ talk, facts, chains, quotes, counts: countsOf(talk, words) }, words)
  );
}

/** The answer; where no quote comes near one, the lines with most of the words, unless what it is about is nowhere. */
function closing(finding: Finding, words: Patterns): Move {
  const { talk, counts, quotes } = finding;
  const found = counts.filter(([, count]) => count > 0).map(([word]) => word);
  const isThere = talk.question.anchors.every(({ stems }) => hasStems(stems, found.join(" ")));
  if (quotes.length > 0 || found.length === 0 || !isThere || !finding.facts) return answerFrom(finding);
  return { step: "Answer", plan: CLOSEST, code: hastyCell(words, CLOSEST_LINES) };
}

/** Whether the context is program text, where words hide in `camelCase` names. */
function hasCode(talk: Talk): boolean {
  return CODE_FILE.test([...talk.conversation.metadata.paths, talk.output("Peek")].join("\n"));
}

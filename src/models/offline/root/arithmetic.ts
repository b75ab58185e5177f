import { anyOf } from "../language/anyOf";
import type { Amount, Tally } from "../arithmetic/amount";
import { answerAmounts, asksForSum } from "../arithmetic/answerAmounts";
import { readAmounts } from "../arithmetic/readAmounts";
import type { Quote } from "../extract/quote";
import { sentencesOf } from "../language/sentences";
import { showNumber } from "../language/numbers";
import { answer, evidence } from "./answer";
import type { Move } from "./move";
import type { Talk } from "./talk";

/** Sums and differences over a text that is short enough to be read whole in the first turn. */
export function arithmetic(talk: Talk): Move | null {
  const [peeked] = talk.done("Peek");
  if (!talk.isShort || peeked === undefined || peeked.clipped || !asksForSum(talk.question.text)) return null;
  if (!talk.conversation.metadata.variables.every(({ shape }) => shape === "text" || shape === "files")) return null;
  const tally = tallyOf(talk, shownSentences(talk, peeked.output));
  return tally === null ? null : summing(talk, tally);
}

const SUMS = anyOf("total, together, altogether, in all, combined, sum, difference, (?:more|fewer|less)");

/** The same over sentences from a longer text: only between owners that the question names, for there may be more. */
export function summingQuotes(talk: Talk, quotes: readonly Quote[]): Move | null {
  const tally = SUMS.test(talk.question.text) ? tallyOf(talk, quotes) : null;
  const owners = new Set(
    tally?.amounts.map(({ owner }) => owner).filter((owner) => talk.question.text.includes(owner)),
  );
  return tally !== null && owners.size > 1 ? summing(talk, tally) : null;
}

function tallyOf(talk: Talk, quotes: readonly Quote[]): Tally | null {
  const amounts = readAmounts(quotes);
  return amounts === null ? null : answerAmounts(talk.question.text, amounts);
}

function summing(talk: Talk, tally: Tally): Move {
  if (talk.done("Compute").length === 0 && talk.failures("Compute") === 0 && !talk.isLast) return compute(tally);
  return answer(report(tally), "Each amount stands in the text, and the sum is computed.");
}

/** The sentences of a whole context as the first turn printed it. */
function shownSentences(talk: Talk, output: string): Quote[] {
  const [variable] = talk.conversation.metadata.variables;
  if (variable?.shape === "text") {
    return sentences(variable.path ?? "context", output, variable.firstLine);
  }
  return output.split(/^=== /m).flatMap((part) => {
    const end = part.indexOf("\n");
    return end < 0 ? [] : sentences(part.slice(0, end), part.slice(end + 1), 1);
  });
}

function sentences(path: string, text: string, firstLine: number): Quote[] {
  const lines = text.split("\n").map((row, i) => ({ line: firstLine + i, text: row }));
  return sentencesOf(lines).map((sentence) => ({ ...sentence, path, title: "" }));
}

function compute({ amounts, sum, noun }: Tally): Move {
  const rows = amounts.map(
    (amount) =>
      `  { n: ${signed(amount)}, what: ${JSON.stringify(amount.unit)}, quote: ${JSON.stringify(amount.quote.text)} },`,
  );
  const isDifference = sum.includes(" - ") && amounts.every((amount) => amount.sign === 1);
  return {
    step: "Compute",
    plan: "The text is short and says its amounts in plain sentences: I note each with its sentence and let code compute.",
    code: `// The amounts that count here${noun === "" || noun === "$" ? "" : ` as ${noun}`}; each must stand in the text as it is quoted.
const amounts = [
${rows.join("\n")}
];
const texts = files.map((file) => file.text.replace(/\\s+/g, " "));
print(amounts.map(({ quote }) => (texts.some((text) => text.includes(quote)) ? "found: " : "NOT FOUND: ") + quote).join("\\n"));
${isDifference ? `print(${JSON.stringify(sum)});` : 'print(amounts.map(({ n }) => n).join(" + "), "=", amounts.reduce((sum, { n }) => sum + n, 0));'}`,
  };
}

function signed(amount: Amount): string {
  return `${amount.sign < 0 ? "-" : ""}${String(amount.n)}`;
}

function report({ result, sum, noun, amounts, leftOut }: Tally): string[] {
  const total = noun === "$" ? moneyOf(result, amounts) : `${showNumber(result)}${noun === "" ? "" : ` ${noun}`}`;
  const lead = amounts.length === 1 ? `**${total}**` : `**${total}**: ${sum}`;
  const left = leftOut.map((amount) => `${showNumber(amount.n)} ${amount.unit}`).join(", ");
  return [
    lead,
    ...evidence(amounts.map((amount) => amount.quote)),
    ...(left === "" ? [] : ["", `Not counted: ${left}.`]),
  ];
}

function moneyOf(result: number, amounts: readonly Amount[]): string {
  const unit = amounts[0]?.unit ?? "$";
  return unit.length === 1 ? `${unit}${showNumber(result)}` : `${showNumber(result)} ${unit}`;
}

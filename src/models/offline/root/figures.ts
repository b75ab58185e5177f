import { showNumber } from "../language/numbers";
import { describeMeasure, describePlan } from "../records/describePlan";
import type { Plan } from "../records/plan";
import type { Profile } from "../records/profile";
import { evidence, inline, NOTHING } from "./answer";
import { quotesOf } from "./quotesOf";

const RUNNERS_UP = 5;
const LISTED = 20;

/** A result with its name; the name is the whole result where there is no figure. */
interface Named {
  readonly name: string;
  readonly figure: string;
}

/** The answer from what the cell that computed a plan has printed. */
export function figures(question: string, plan: Plan, output: string, known: Profile, path: string): string[] {
  const lines = output.split("\n");
  const results = lines.filter((line) => line.startsWith("result: ")).map((line) => line.slice("result: ".length));
  const quotes = quotesOf(lines.filter((line) => !line.startsWith("result: ")).join("\n"));
  const total = Number(/^found: (\d+)$/m.exec(output)?.[1] ?? "0");
  const basis = `Computed over all ${String(known.rows)} rows of \`${path}\`: ${inline(describePlan(plan))}.`;
  const isEmpty = /^0 of \d+ rows$/m.test(output) && plan.kind !== "measure" && plan.kind !== "share";
  if (isEmpty) return [`**${NOTHING}:** no row fits.`, "", basis];
  return [...lead(question, plan, results), "", basis, ...(quotes.length === 0 ? [] : evidence(quotes, total))];
}

function lead(question: string, plan: Plan, results: readonly string[]): string[] {
  const [first = ""] = results;
  switch (plan.kind) {
    case "measure":
      if (!isFigure(first)) return [`**${NOTHING}:** there are no values.`];
      return [`**${shown(first)}**${plan.measure.fn === "count" ? ` ${nounOf(question)}` : ""}`];
    case "share":
    case "difference": {
      const [figure = "", rest = ""] = first.split(/ (?:% )?= /);
      return [`**${shown(figure)}${plan.kind === "share" ? " %" : ""}** (${rest})`];
    }
    case "extreme":
      return ranking(["row", plan.column], results.map(named), results.length);
    case "groups":
      return ranking([plan.part ?? plan.by, describeMeasure(plan.measure)], results.map(named), plan.only);
    case "values":
      if (results.length === 0) return ["These rows fit."];
      return [listed(results.slice(0, LISTED))];
  }
}

/** One winner, or those that are equal to it, with runners-up; or a table of as many as were asked for; null: all. */
function ranking(heads: readonly [string, string], all: readonly Named[], only: number | null): string[] {
  const [best] = all;
  if (best === undefined) return [`**${NOTHING}:** there are no values.`];
  const winners = only === 1 ? all.filter(({ figure }) => figure === best.figure) : all.slice(0, only ?? all.length);
  if (only !== 1 && winners.length > 1) return table(heads, winners);
  const lead = `${listed(winners.map(({ name }) => name))}${best.figure === "" ? "" : `: ${best.figure}`}`;
  return all.length === winners.length ? [lead] : [lead, "", ...table(heads, all.slice(0, RUNNERS_UP))];
}

function table([name, value]: readonly [string, string], rows: readonly Named[]): string[] {
  const cells = rows.map((row) =>
    row.figure === "" ? `| **${row.name}** | |` : `| ${row.name.replaceAll("|", "\\|")} | **${row.figure}** |`,
  );
  return [`| ${inline(name)} | ${inline(value)} |`, "|---|---:|", ...cells];
}

function listed(values: readonly string[]): string {
  return values.map((value) => `**${inline(value)}**`).join(" · ");
}

function named(result: string): Named {
  const cut = result.lastIndexOf(" = ");
  return cut < 0
    ? { name: shown(result), figure: "" }
    : { name: result.slice(0, cut), figure: shown(result.slice(cut + 3)) };
}

/** What the question counts: orders. */
function nounOf(question: string): string {
  return /\bhow many (?:of the )?(\p{L}+)/iu.exec(question)?.[1] ?? "rows";
}

function isFigure(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

function shown(text: string): string {
  return isFigure(text) ? showNumber(Number(text)) : text;
}

import { likeness } from "../extract/match";
import { showNumber } from "../language/numbers";
import { wordsOf } from "../language/words";
import { addUp, isOwned, isSameUnit, type Amount, type Tally } from "./amount";

/**
 * "How many more apples than oranges?", "… does Alice have than Bob?": the difference of two sides, by owner or by unit;
 * null where the question does not name two.
 */
export function compareAmounts(
  question: string,
  amounts: readonly Amount[],
  owners: readonly string[],
  units: readonly string[],
): Tally | null {
  const byOwner = owners.length === 2;
  const [first, second, third] = inOrder(question, byOwner ? owners : units);
  if (first === undefined || second === undefined || third !== undefined) return null;
  const counts = ({ unit }: Amount): boolean => units.length !== 1 || units.some((one) => isSameUnit(one, unit));
  const side = (name: string): Amount[] =>
    amounts.filter((amount) => (byOwner ? isOwned(amount, [name]) && counts(amount) : isSameUnit(amount.unit, name)));
  const [left, right] = [side(first), side(second)];
  if (left.length === 0 || right.length === 0) return null;
  const [less, more] = [addUp(left).result, addUp(right).result].sort((a, b) => a - b);
  if (less === undefined || more === undefined) return null;
  const sum = `${showNumber(more)} - ${showNumber(less)} = ${showNumber(more - less)}`;
  return { result: more - less, sum, noun: "", amounts: [...left, ...right], leftOut: [] };
}

function inOrder(question: string, names: readonly string[]): string[] {
  const words = wordsOf(question);
  const place = (name: string): number =>
    words.findIndex((word) => wordsOf(name).some((part) => likeness(part.stem, word.stem) > 0));
  return [...names].sort((a, b) => place(a) - place(b));
}

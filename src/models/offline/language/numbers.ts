const UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const OTHERS: Readonly<Record<string, number>> = { a: 1, an: 1, dozen: 12, couple: 2, hundred: 100, no: 0 };

/** The number that a word or a numeral names: `5`, `1,200`, `2.5`, `twenty-one`, `dozen`; null where it names none. */
export function readNumber(word: string): number | null {
  if (/^\d/.test(word)) {
    const value = Number(word.replaceAll(",", ""));
    return Number.isFinite(value) ? value : null;
  }
  const lower = word.toLowerCase();
  const unit = UNITS.indexOf(lower);
  if (unit >= 0) return unit;
  const [tens = "", ones] = lower.split("-");
  const ten = TENS.indexOf(tens);
  if (tens !== "" && ten > 0) {
    const one = ones === undefined ? 0 : UNITS.indexOf(ones);
    return one >= 0 && one < 10 ? ten * 10 + one : null;
  }
  return OTHERS[lower] ?? null;
}

/** A number for people: at most two decimals, no trailing zeros, no grouping. */
export function showNumber(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** `1,234 characters`, `1 file`: exact digits, so that a model can compute with them. */
export function count(n: number, noun: string): string {
  return `${digits(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** `1234567` as `1,234,567`, whatever the locale. */
export function digits(n: number): string {
  const [whole = "", fraction] = String(n).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** USD with the digits that matter: `0.0042`, `1.20`. */
export function usd(amount: number): string {
  return amount === 0 || amount >= 1 ? amount.toFixed(2) : amount.toPrecision(2);
}

import { UsageError } from "./usageError";

/** A whole number within bounds; throws `UsageError` naming the option. */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < least || value > most) {
    const range =
      most === Number.MAX_SAFE_INTEGER ? `of at least ${String(least)}` : `from ${String(least)} to ${String(most)}`;
    throw new UsageError(`--${option} must be a whole number ${range}, not "${text}".`);
  }
  return value;
}

/** A number above zero and at most `most`; throws `UsageError` naming the option. */
export function positiveNumber(option: string, text: string, most: number, unit: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0 || value > most) {
    throw new UsageError(`--${option} must be a number of ${unit} above 0 and at most ${String(most)}, not "${text}".`);
  }
  return value;
}

export function oneOf<Value extends string>(option: string, text: string, values: readonly Value[]): Value {
  const value = values.find((one) => one === text);
  if (value === undefined) throw new UsageError(`--${option} must be one of ${values.join(", ")}, not "${text}".`);
  return value;
}

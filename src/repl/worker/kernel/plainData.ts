import { getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isArray, isFinite, ownKeys } from "./intrinsics";

/** Marks what JSON has no form for: `{"~": "date", "v": …}`. */
export const TAG = "~";

/** Deeper data is taken for a cycle. */
const DEPTH = 100;

/**
 * Whether a value is data that `JSON.stringify` writes exactly and without running code of a cell. Throws where its text
 * would be longer than `limit` characters.
 */
export function isExactJson(value: unknown, limit: number): boolean {
  return new Checker(limit).check(value, 0);
}

class Checker {
  constructor(private left: number) {}

  check(value: unknown, depth: number): boolean {
    this.left -= typeof value === "string" ? value.length + 3 : 2;
    if (this.left < 0) throw new RangeError("too long");
    switch (typeof value) {
      case "string":
      case "boolean":
        return true;
      case "number":
        return isFinite(value) && !(value === 0 && 1 / value < 0);
      case "object":
        return value === null || (depth < DEPTH && this.checkItems(value, depth + 1));
      case "undefined":
      case "bigint":
      case "symbol":
      case "function":
        return false;
    }
  }

  private checkItems(value: object, depth: number): boolean {
    const prototype = getPrototypeOf(value);
    if (isArray(value)) {
      if (prototype !== Array.prototype) return false;
      for (let i = 0; i < value.length; i++) if (!hasOwn(value, i) || !this.check(value[i], depth)) return false;
      return true;
    }
    if (prototype !== Object.prototype) return false;
    const keys = ownKeys(value);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (typeof key !== "string" || key === TAG) return false;
      this.left -= key.length + 3;
      const descriptor: { readonly enumerable?: boolean; readonly value?: unknown } | undefined =
        getOwnPropertyDescriptor(value, key);
      if (descriptor?.enumerable !== true || !hasOwn(descriptor, "value") || !this.check(descriptor.value, depth))
        return false;
    }
    return true;
  }
}

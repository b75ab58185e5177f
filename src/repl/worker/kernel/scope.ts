import { RESERVED_NAMES, type ReservedName } from "../names";
import { defineProperty, is, ownKeys, ownValue } from "./intrinsics";

/** What the reserved names stand for. */
export type Values = Record<ReservedName, unknown>;

/** The script scope that holds the reserved names: code in cells can assign to them, but neither redefine nor hide them. */
export interface Scope {
  set(values: Values): void;
  get(): Values;
}

/** Also makes the reserved names properties of `globalThis`, for reading. */
export function mirror(read: (name: ReservedName) => unknown): void {
  for (let i = 0; i < RESERVED_NAMES.length; i++) {
    const name = RESERVED_NAMES[i];
    if (name === undefined) continue;
    const descriptor = {
      __proto__: null,
      get: () => read(name),
      set: undefined,
      enumerable: false,
      configurable: false,
    };
    defineProperty(globalThis, name, descriptor);
  }
}

/** Names that a cell has given another value, but for `answer`, which it may. */
export function changedNames(before: Values, after: Values): string {
  const names = ownKeys(before);
  let changed = "";
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (typeof name !== "string" || name === "answer") continue;
    if (!is(ownValue(before, name), ownValue(after, name))) changed += `${changed === "" ? "" : ", "}${name}`;
  }
  return changed;
}

// prettier-ignore
import {
  append, construct, dateTime, define, get, getOwnPropertyDescriptor, hasOwn, isArray, isObject, mapForEach,
  mapPut, ownKeys, regexFlags, regexSource, SafeMap, setForEach, setPut,
} from "./intrinsics";
import { isError, textOf } from "./errors";
import { isDate, isMap, isRegExp, isSet, isTyped } from "./kinds";

/** A deep copy of plain data, dates, regular expressions, maps, sets, typed arrays and errors; cycles are kept. */
export function structuredCopy(value: unknown): unknown {
  return copyOf(value, new SafeMap<object, unknown>());
}

function copyOf(value: unknown, copies: SafeMap<object, unknown>): unknown {
  if (typeof value === "function" || typeof value === "symbol")
    throw new TypeError(`structuredClone can't copy a ${typeof value}`);
  if (!isObject(value)) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (isArray(value)) return copyArray(value, copies);
  if (isMap(value)) return copyMap(value, copies);
  if (isSet(value)) return copySet(value, copies);
  if (isDate(value)) return remember(copies, value, new Date(dateTime(value)));
  if (isRegExp(value)) return remember(copies, value, new RegExp(regexSource(value), regexFlags(value)));
  if (isTyped(value)) return copyTyped(value, copies);
  if (isError(value)) {
    const error = new Error(textOf(value, "message") ?? "");
    define(error, "name", textOf(value, "name") ?? "Error", false);
    return remember(copies, value, error);
  }
  return copyFields(value, remember(copies, value, {}), copies);
}

function remember<T>(copies: SafeMap<object, unknown>, original: object, copied: T): T {
  copies.set(original, copied);
  return copied;
}

function copyArray(value: readonly unknown[], copies: SafeMap<object, unknown>): unknown[] {
  const list: unknown[] = remember(copies, value, []);
  list.length = value.length;
  for (let i = 0; i < value.length; i++) if (hasOwn(value, i)) define(list, i, copyOf(value[i], copies));
  return list;
}

function copyFields(value: object, target: object, copies: SafeMap<object, unknown>): object {
  const keys = ownKeys(value);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== "string" || getOwnPropertyDescriptor(value, key)?.enumerable !== true) continue;
    define(target, key, copyOf(get(value, key), copies));
  }
  return target;
}

function copyMap(value: Map<unknown, unknown>, copies: SafeMap<object, unknown>): unknown {
  const pairs: { key: unknown; item: unknown }[] = [];
  mapForEach(value, (item, key) => {
    append(pairs, { key, item });
  });
  const map = remember(copies, value, new Map<unknown, unknown>());
  for (let i = 0; i < pairs.length; i++) mapPut(map, copyOf(pairs[i]?.key, copies), copyOf(pairs[i]?.item, copies));
  return map;
}

function copySet(value: Set<unknown>, copies: SafeMap<object, unknown>): unknown {
  const items: unknown[] = [];
  setForEach(value, (item) => {
    append(items, item);
  });
  const set = remember(copies, value, new Set<unknown>());
  for (let i = 0; i < items.length; i++) setPut(set, copyOf(items[i], copies));
  return set;
}

function copyTyped(value: object, copies: SafeMap<object, unknown>): unknown {
  const maker = get(value, "constructor");
  if (typeof maker !== "function") throw new TypeError("structuredClone can't copy this");
  const copied: unknown = construct(maker, [value]);
  return remember(copies, value, copied);
}

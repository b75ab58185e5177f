// prettier-ignore
import {
  append, bigintText, dateTime, define, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isArray, isFinite, isObject, mapForEach,
  mapSize, ownKeys, ownValue, parse, regexFlags, regexSource, setForEach, setPrototypeOf, setSize, stringify,
} from "./intrinsics";
import { isDate, isMap, isRegExp, isSet } from "./kinds";
import { isExactJson, TAG } from "./plainData";

/** Deeper data is taken for a cycle. */
const DEPTH = 100;

/** Data as text. */
export interface Encoded {
  readonly text: string;
  /** Whether it is exactly what `JSON.stringify` gives. */
  readonly isJson: boolean;
}

/**
 * Plain data as JSON that `decode` makes the same data of: besides JSON's own kinds undefined, NaN, BigInt, Date, RegExp,
 * Map and Set, nested in any way. Null: not plain data (functions, class instances, getters, cycles, …), or longer than
 * `limit` characters.
 */
export function encode(value: unknown, limit: number): Encoded | null {
  try {
    const isJson = isExactJson(value, limit);
    const text = isJson ? stringify(value) : new Encoder(limit).encode(value);
    return text.length > limit ? null : { text, isJson };
  } catch {
    return null;
  }
}

class Encoder {
  private depth = 0;

  constructor(private left: number) {}

  encode(value: unknown): string {
    const text = this.text(value);
    if (typeof value !== "object") this.left -= text.length;
    this.left -= 2;
    if (this.left < 0) throw new RangeError("too long");
    return text;
  }

  private text(value: unknown): string {
    switch (typeof value) {
      case "string":
        if (value.length > this.left) throw new RangeError("too long");
        return stringify(value);
      case "number":
        if (isFinite(value)) return value === 0 && 1 / value < 0 ? tagged("number", '"-0"') : `${value}`;
        return tagged("number", `"${value}"`);
      case "boolean":
        return value ? "true" : "false";
      case "undefined":
        return tagged("undefined", "0");
      case "bigint":
        return tagged("bigint", stringify(bigintText(value)));
      case "object":
        return value === null ? "null" : this.object(value);
      case "symbol":
      case "function":
        throw new TypeError("not plain data");
    }
  }

  private object(value: object): string {
    if (++this.depth > DEPTH) throw new TypeError("a cycle");
    const text = isArray(value) ? this.array(value) : this.record(value);
    this.depth--;
    return text;
  }

  private array(value: readonly unknown[]): string {
    if (getPrototypeOf(value) !== Array.prototype) throw new TypeError("not plain data");
    let text = "";
    for (let i = 0; i < value.length; i++) {
      if (!hasOwn(value, i)) throw new TypeError("not plain data");
      text += (i === 0 ? "" : ",") + this.encode(value[i]);
    }
    return `[${text}]`;
  }

  private record(value: object): string {
    const prototype = getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return this.special(value, prototype);
    const keys = ownKeys(value);
    let text = "";
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (typeof key !== "string") throw new TypeError("not plain data");
      this.left -= key.length + 3;
      text += `${i === 0 ? "" : ","}${stringify(key)}:${this.encode(dataOf(value, key))}`;
    }
    if (prototype === null) return tagged("bare", `{${text}}`);
    return hasOwn(value, TAG) ? tagged("record", `{${text}}`) : `{${text}}`;
  }

  private special(value: object, prototype: object): string {
    if (prototype === Map.prototype && isMap(value)) return this.map(value);
    if (prototype === Set.prototype && isSet(value)) return this.set(value);
    if (prototype === Date.prototype && isDate(value)) return tagged("date", `"${dateTime(value)}"`);
    if (prototype === RegExp.prototype && isRegExp(value)) {
      return tagged("regexp", `[${stringify(regexSource(value))},${stringify(regexFlags(value))}]`);
    }
    throw new TypeError("not plain data");
  }

  private map(map: Map<unknown, unknown>): string {
    let text = "";
    let i = 0;
    mapForEach(map, (item, key) => {
      text += `${i++ === 0 ? "" : ","}${this.encode(key)},${this.encode(item)}`;
    });
    return tagged("map", mapSize(map) === 0 ? "[]" : `[${text}]`);
  }

  private set(set: Set<unknown>): string {
    let text = "";
    let i = 0;
    setForEach(set, (item) => {
      text += `${i++ === 0 ? "" : ","}${this.encode(item)}`;
    });
    return tagged("set", setSize(set) === 0 ? "[]" : `[${text}]`);
  }
}

function tagged(kind: string, json: string): string {
  return `{"${TAG}":"${kind}","v":${json}}`;
}

function dataOf(holder: object, key: string): unknown {
  const descriptor: { readonly enumerable?: boolean; readonly value?: unknown } | undefined = getOwnPropertyDescriptor(
    holder,
    key,
  );
  if (descriptor?.enumerable !== true || !hasOwn(descriptor, "value")) throw new TypeError("not plain data");
  return descriptor.value;
}

/** The data of `encode`. Throws on anything else. */
export function decode(text: string): unknown {
  return revive(parse(text));
}

function revive(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isArray(value)) {
    for (let i = 0; i < value.length; i++) define(value, i, revive(ownValue(value, i)));
    return value;
  }
  return hasOwn(value, TAG) ? untag(ownValue(value, TAG), ownValue(value, "v")) : reviveFields(value);
}

function reviveFields(value: object): object {
  const keys = ownKeys(value);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key !== undefined) define(value, key, revive(ownValue(value, key)));
  }
  return value;
}

function untag(kind: unknown, data: unknown): unknown {
  switch (kind) {
    case "undefined":
      return undefined;
    case "number":
      return Number(data);
    case "bigint":
      return BigInt(String(data));
    case "date":
      return new Date(Number(data));
    case "regexp": {
      const list = listOf(data);
      return new RegExp(String(list[0]), String(list[1]));
    }
    case "record":
      return reviveFields(objectOf(data));
    case "bare": {
      const bare = reviveFields(objectOf(data));
      setPrototypeOf(bare, null);
      return bare;
    }
    case "map": {
      const map = new Map<unknown, unknown>();
      const list = listOf(data);
      for (let i = 0; i + 1 < list.length; i += 2) map.set(revive(list[i]), revive(list[i + 1]));
      return map;
    }
    case "set": {
      const set = new Set<unknown>();
      const list = listOf(data);
      for (let i = 0; i < list.length; i++) set.add(revive(list[i]));
      return set;
    }
    default:
      throw new TypeError("unknown data");
  }
}

function objectOf(data: unknown): object {
  if (!isObject(data)) throw new TypeError("unknown data");
  return data;
}

function listOf(data: unknown): unknown[] {
  const list: unknown[] = [];
  if (isArray(data)) for (let i = 0; i < data.length; i++) append(list, data[i]);
  return list;
}

import { headline, isError } from "./errors";
// prettier-ignore
import {
  append, bigintText, dateTime, dateIso, get, getPrototypeOf, isArray, isFinite, isNaN, mapForEach, numberText, ownKeys,
  getOwnPropertyDescriptor, SafeWeakMap, setForEach, stringify, typedLength,
} from "./intrinsics";
import { isDate, isMap, isSet, isTyped } from "./kinds";
import { isPromise, isQueryPromise, notAText } from "./promises";

/** JSON of a value, by our own hand: nothing that a cell has changed has a say. */
export interface Json {
  readonly text: string;
  /** False where something had to be put differently, such as a cycle. */
  readonly plain: boolean;
}

/**
 * Maps with text keys become objects, sets and typed arrays arrays, dates ISO strings, BigInts their digits. `indent` 0:
 * in one line. Null: longer than `limit` characters.
 */
export function toJson(value: unknown, indent: number, limit: number): Json | null {
  const writer = new JsonWriter(indent, limit);
  const text = writer.write(value, 0) ?? "null";
  return writer.isTooLong || text.length > limit ? null : { text, plain: writer.isPlain };
}

class JsonWriter {
  isPlain = true;
  isTooLong = false;
  private readonly above = new SafeWeakMap<true>();
  private length = 0;

  constructor(
    private readonly indent: number,
    private readonly limit: number,
  ) {}

  /** Undefined: there is no JSON for such a value. */
  write(value: unknown, depth: number): string | undefined {
    const text = this.text(value, depth);
    if (text !== undefined && (typeof value !== "object" || value === null)) this.length += text.length;
    if (this.length > this.limit) this.isTooLong = true;
    return this.isTooLong ? "" : text;
  }

  private text(value: unknown, depth: number): string | undefined {
    switch (typeof value) {
      case "string":
        return stringify(value);
      case "number":
        if (!isFinite(value)) this.isPlain = false;
        return isFinite(value) ? numberText(value) : "null";
      case "bigint":
        return bigintText(value);
      case "boolean":
        return value ? "true" : "false";
      case "object":
        return value === null ? "null" : this.object(value, depth);
      case "undefined":
        return undefined;
      case "symbol":
      case "function":
        this.isPlain = false;
        return undefined;
    }
  }

  private object(value: object, depth: number): string {
    if (this.above.has(value)) {
      this.isPlain = false;
      return '"[Circular]"';
    }
    if (isQueryPromise(value)) throw notAText();
    this.above.set(value, true);
    try {
      if (isArray(value)) return this.list(value.length, (i) => get(value, i), depth);
      const prototype = getPrototypeOf(value);
      if (prototype === Object.prototype || prototype === null) return this.fields(value, depth);
      return this.special(value, depth) ?? this.fields(value, depth);
    } finally {
      this.above.delete(value);
    }
  }

  private special(value: object, depth: number): string | null {
    if (isError(value) || isPromise(value)) {
      this.isPlain = false;
      return stringify(isError(value) ? headline(value) : "[Promise]");
    }
    if (isDate(value)) return isNaN(dateTime(value)) ? "null" : stringify(dateIso(value));
    if (isMap(value)) return this.map(value, depth);
    if (isSet(value)) return this.set(value, depth);
    return isTyped(value) ? this.list(typedLength(value), (i) => get(value, i), depth) : null;
  }

  private map(value: Map<unknown, unknown>, depth: number): string {
    const names: (string | null)[] = [];
    const pairs: (readonly [unknown, unknown])[] = [];
    mapForEach(value, (item, key) => {
      append(names, typeof key === "string" ? key : null);
      append(pairs, [key, item]);
    });
    for (let i = 0; i < names.length; i++)
      if (names[i] === null) return this.list(pairs.length, (n) => pairs[n], depth);
    return this.record(
      names.length,
      (i) => names[i] ?? "",
      (i) => pairs[i]?.[1],
      depth,
    );
  }

  private set(value: Set<unknown>, depth: number): string {
    const items: unknown[] = [];
    setForEach(value, (item) => {
      append(items, item);
    });
    return this.list(items.length, (i) => items[i], depth);
  }

  private fields(value: object, depth: number): string {
    const keys = ownKeys(value);
    const names: string[] = [];
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (typeof key === "string" && getOwnPropertyDescriptor(value, key)?.enumerable === true) append(names, key);
    }
    return this.record(
      names.length,
      (i) => names[i] ?? "",
      (i) => get(value, names[i] ?? ""),
      depth,
    );
  }

  private list(length: number, item: (i: number) => unknown, depth: number): string {
    let out = "";
    for (let i = 0; i < length && !this.isTooLong; i++) {
      out += `${i === 0 ? "" : ","}${this.line(depth + 1)}${this.write(item(i), depth + 1) ?? "null"}`;
    }
    return length === 0 ? "[]" : `[${out}${this.line(depth)}]`;
  }

  private record(length: number, key: (i: number) => string, item: (i: number) => unknown, depth: number): string {
    let out = "";
    for (let i = 0; i < length && !this.isTooLong; i++) {
      const text = this.write(item(i), depth + 1);
      if (text === undefined) continue;
      const name = key(i);
      this.length += name.length;
      out += `${out === "" ? "" : ","}${this.line(depth + 1)}${stringify(name)}:${this.indent > 0 ? " " : ""}${text}`;
    }
    return out === "" ? "{}" : `{${out}${this.line(depth)}}`;
  }

  private line(depth: number): string {
    if (this.indent === 0) return "";
    let text = "\n";
    for (let i = 0; i < depth * this.indent; i++) text += " ";
    return text;
  }
}

import { causeOf, headline, isError, textOf } from "./errors";
// prettier-ignore
import {
  append, bigintText, bufferBytes, dateIso, dateTime, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, indexOf, isArray, isNaN, isObject,
  mapForEach, mapSize, max, min, numberText, objectTag, ownKeys, ownValue, regexFlags, regexSource, SafeWeakMap, setForEach, setSize,
  slice, stringify, symbolText, typedLength,
} from "./intrinsics";
import { isBuffer, isDate, isMap, isRegExp, isSet, isTyped } from "./kinds";
import { layout } from "./layout";
import { isPromise, isQueryPromise } from "./promises";
import { count, cut, digits } from "./text";

const NESTED_TEXT = 10_000;
const DEPTH = 8;

/** Own texts for objects that are no plain data, such as files whose text is read on use; null: no such object. */
export type Describe = (value: object) => string | null;

/**
 * Any value as readable text of at most about `budget` characters. Runs no getters. `keys`: those of the value itself,
 * where they are at hand; listing many takes long.
 */
export function inspect(
  value: unknown,
  budget: number,
  describe: Describe,
  keys?: readonly (string | symbol)[],
): string {
  // What brackets and indentation add is not worth counting.
  return cut(new Inspector(budget, describe, keys).show(value, 0), budget * 2);
}

/** A string as it is, anything else inspected. */
export function display(value: unknown, budget: number, describe: Describe): string {
  return typeof value === "string" ? value : inspect(value, budget, describe);
}

class Inspector {
  private readonly above = new SafeWeakMap<true>();

  constructor(
    private left: number,
    private readonly describe: Describe,
    private readonly topKeys?: readonly (string | symbol)[],
  ) {}

  show(value: unknown, depth: number): string {
    const text = this.text(value, depth);
    if (!isObject(value)) this.left -= text.length;
    return text;
  }

  private text(value: unknown, depth: number): string {
    switch (typeof value) {
      case "string":
        return stringify(cut(value, min(NESTED_TEXT, max(this.left, 20))));
      case "number":
        return value === 0 && 1 / value < 0 ? "-0" : numberText(value);
      case "bigint":
        return `${cut(bigintText(value), NESTED_TEXT)}n`;
      case "symbol":
        return symbolText(value);
      case "undefined":
        return "undefined";
      case "boolean":
        return value ? "true" : "false";
      case "function":
        return functionText(value);
      case "object":
        return value === null ? "null" : this.object(value, depth);
    }
  }

  private object(value: object, depth: number): string {
    if (this.above.has(value)) return "[Circular]";
    if (depth > DEPTH) return isArray(value) ? `[${count(value.length, "item")}]` : "{…}";
    this.above.set(value, true);
    try {
      return this.describe(value) ?? this.structure(value, depth);
    } catch (error) {
      return `[cannot be shown: ${cut(headline(error), 200)}]`;
    } finally {
      this.above.delete(value);
    }
  }

  private structure(value: object, depth: number): string {
    if (isArray(value)) return this.array(value, depth);
    const prototype = getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return this.fields(value, "", depth);
    if (isError(value)) return this.error(value, depth);
    if (isPromise(value)) return isQueryPromise(value) ? "Promise { not awaited: write await }" : "Promise {}";
    return this.collection(value, depth) ?? scalar(value) ?? this.fields(value, `${className(prototype)} `, depth);
  }

  private array(value: readonly unknown[], depth: number): string {
    const items: string[] = [];
    let i = 0;
    for (; i < value.length && this.left > 0; i++) {
      this.left -= 2;
      append(items, hasOwn(value, i) ? this.show(ownValue(value, i), depth + 1) : "empty");
    }
    const total = ownValue(value, "total");
    const isCut = typeof total === "number" && total > value.length;
    const more = isCut ? ` (${digits(value.length)} of ${digits(total)} matches)` : "";
    return layout("[", items, "]", value.length - i) + more;
  }

  private fields(value: object, name: string, depth: number): string {
    const keys = depth === 0 && this.topKeys !== undefined ? this.topKeys : ownKeys(value);
    const items: string[] = [];
    let i = 0;
    for (; i < keys.length && this.left > 0; i++) {
      const key = keys[i];
      const descriptor: { readonly enumerable?: boolean; readonly value?: unknown } | undefined =
        key === undefined ? undefined : getOwnPropertyDescriptor(value, key);
      if (key === undefined || descriptor?.enumerable !== true) continue;
      const label = typeof key === "symbol" ? `[${symbolText(key)}]` : keyText(key);
      this.left -= label.length + 4;
      append(items, `${label}: ${hasOwn(descriptor, "value") ? this.show(descriptor.value, depth + 1) : "[Getter]"}`);
    }
    return layout(`${name}{`, items, "}", keys.length - i);
  }

  /** Map, Set and typed arrays; null: none of them. */
  private collection(value: object, depth: number): string | null {
    const items: string[] = [];
    const add = (text: () => string): void => {
      if (this.left > 0) append(items, text());
    };
    if (isMap(value)) {
      mapForEach(value, (item, key) => {
        add(() => `${this.show(key, depth + 1)} => ${this.show(item, depth + 1)}`);
      });
      return layout(`Map(${mapSize(value)}) {`, items, "}", mapSize(value) - items.length);
    }
    if (isSet(value)) {
      setForEach(value, (item) => {
        add(() => this.show(item, depth + 1));
      });
      return layout(`Set(${setSize(value)}) {`, items, "}", setSize(value) - items.length);
    }
    if (!isTyped(value)) return null;
    const length = typedLength(value);
    for (let i = 0; i < length && this.left > 0; i++) append(items, this.show(ownValue(value, i), depth + 1));
    return layout(`${slice(objectTag(value), 8, -1)}(${length}) [`, items, "]", length - items.length);
  }

  private error(value: object, depth: number): string {
    const stack = textOf(value, "stack") ?? "";
    const head = headline(value);
    // A changed message or name comes after the stack was made.
    let text = cut(indexOf(stack, head) === 0 ? stack : head, NESTED_TEXT);
    const cause = causeOf(value);
    if (cause !== undefined) text += `\n  cause: ${this.show(cause, depth + 1)}`;
    const errors = ownValue(value, "errors");
    if (isArray(errors)) text += `\n  errors: ${this.show(errors, depth + 1)}`;
    this.left -= text.length;
    return text;
  }
}

/** Dates, regular expressions and buffers; null: none of them. */
function scalar(value: object): string | null {
  if (isDate(value)) return isNaN(dateTime(value)) ? "Invalid Date" : dateIso(value);
  if (isRegExp(value)) return `/${cut(regexSource(value), 1000)}/${regexFlags(value)}`;
  return isBuffer(value) ? `ArrayBuffer(${bufferBytes(value)})` : null;
}

function functionText(value: object): string {
  const name = ownValue(value, "name");
  return typeof name === "string" && name !== "" ? `[Function ${cut(name, 100)}]` : "[Function]";
}

function className(prototype: object): string {
  const maker = ownValue(prototype, "constructor");
  const name = isObject(maker) ? ownValue(maker, "name") : undefined;
  return typeof name === "string" && name !== "" ? cut(name, 100) : "Object";
}

function keyText(key: string): string {
  const quoted = stringify(key);
  for (let i = 0; i < key.length; i++) {
    const c = key[i] ?? "";
    const plain =
      (c >= "a" && c <= "z") || (c >= "A" && c <= "Z") || c === "_" || c === "$" || (i > 0 && c >= "0" && c <= "9");
    if (!plain) return cut(quoted, 200);
  }
  return key === "" ? quoted : cut(key, 200);
}

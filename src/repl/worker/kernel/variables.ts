import { RESERVED_NAMES } from "../names";
import { inspect, type Describe } from "./inspect";
// prettier-ignore
import {
  append, getPrototypeOf, hasOwn, isArray, isObject, mapSize, min, objectTag, ownKeys, ownValue, setSize, slice, stringify,
  toLowerCase, create, define,
} from "./intrinsics";
import { isError } from "./errors";
import { isMap, isSet } from "./kinds";
import { isPromise } from "./promises";
import { count, cut } from "./text";

const LISTED = 500;
const PREVIEW = 80;

export interface Variable {
  readonly name: string;
  readonly value: unknown;
}

/** The global variables that cells made. */
export class Variables {
  private readonly builtIn: object = create(null);

  /** Everything that is global now was there before the first cell. */
  constructor() {
    const keys = ownKeys(globalThis);
    for (let i = 0; i < keys.length; i++) define(this.builtIn, keys[i] ?? "", true);
    for (let i = 0; i < RESERVED_NAMES.length; i++) define(this.builtIn, RESERVED_NAMES[i] ?? "", true);
  }

  /** Makes a name a variable, so that code in strict mode may assign to it. */
  declare(name: string): void {
    if (!hasOwn(globalThis, name)) define(globalThis, name, undefined);
  }

  has(name: string): boolean {
    return hasOwn(globalThis, name) && !hasOwn(this.builtIn, name);
  }

  get(name: string): unknown {
    return ownValue(globalThis, name);
  }

  set(name: string, value: unknown): void {
    define(globalThis, name, value);
  }

  /** In the order in which they were made. */
  list(): Variable[] {
    const found: Variable[] = [];
    const keys = ownKeys(globalThis);
    for (let i = 0; i < keys.length; i++) {
      const name = keys[i];
      if (typeof name === "string" && !hasOwn(this.builtIn, name)) append(found, { name, value: this.get(name) });
    }
    return found;
  }
}

/** For people and the model: one JSON array of `VariableInfo`. */
export function describeVariables(
  variables: readonly Variable[],
  changed: (one: Variable, look: string) => boolean,
  describe: Describe,
): string {
  let text = "";
  for (let i = 0; i < min(variables.length, LISTED); i++) {
    const one = variables[i];
    if (one === undefined) continue;
    const keys = plainKeys(one.value);
    const preview = cut(inspect(one.value, PREVIEW, describe, keys), PREVIEW + 40);
    const { type, size } = typeAndSize(one.value, keys);
    text += `${text === "" ? "" : ","}{"name":${stringify(cut(one.name, 200))},"type":${stringify(type)},"size":${stringify(size)},"preview":${stringify(preview)},"changed":${changed(one, size + preview) ? "true" : "false"}}`;
  }
  return `[${text}]`;
}

/** The keys of an object that is nothing but its properties; undefined: another kind of value. */
function plainKeys(value: unknown): readonly (string | symbol)[] | undefined {
  if (typeof value !== "object" || value === null || isArray(value)) return undefined;
  try {
    const prototype = getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null ? ownKeys(value) : undefined;
  } catch {
    return undefined;
  }
}

/** `string` and "12,345 characters"; an empty size where there is nothing to say. */
export function typeAndSize(value: unknown, keys = plainKeys(value)): { readonly type: string; readonly size: string } {
  if (typeof value === "string") return { type: "string", size: count(value.length, "character") };
  if (!isObject(value)) return { type: value === null ? "null" : typeof value, size: "" };
  if (typeof value === "function") return { type: "function", size: "" };
  if (isArray(value)) return { type: "array", size: count(value.length, "item") };
  if (keys !== undefined) return { type: "object", size: count(keys.length, "key") };
  try {
    return typeAndSizeOfObject(value);
  } catch {
    return { type: "object", size: "" };
  }
}

function typeAndSizeOfObject(value: object): { readonly type: string; readonly size: string } {
  if (isMap(value)) return { type: "map", size: count(mapSize(value), "item") };
  if (isSet(value)) return { type: "set", size: count(setSize(value), "item") };
  if (isPromise(value)) return { type: "promise", size: "" };
  if (isError(value)) return { type: "error", size: "" };
  return { type: toLowerCase(slice(objectTag(value), "[object ".length, -1)), size: "" };
}

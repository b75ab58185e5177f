/**
 * The built-in functions as they were before any cell ran. Kernel code uses nothing else once cells run: no method calls
 * on strings and arrays, no `for…of`, no spread, no array destructuring, because a cell may replace all of those. The
 * names of the constructors themselves are bound around the kernel when it is loaded.
 */
export const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  setPrototypeOf,
} = Reflect;
export const { stringify, parse } = JSON;
export const { hasOwn, freeze, is } = Object;
export const { now } = Date;
export const { min, max } = Math;
export const { isFinite, isSafeInteger, isNaN } = Number;
export const { fromCharCode, fromCodePoint } = String;
export const isArray: (value: unknown) => value is readonly unknown[] = Array.isArray;

const { get: reflectGet } = Reflect;
const { create: objectCreate } = Object;

export function get(holder: object, key: PropertyKey): unknown {
  const value: unknown = reflectGet(holder, key);
  return value;
}

export function create(prototype: object | null): object {
  const made: unknown = objectCreate(prototype);
  if (!isObject(made)) throw new TypeError("not an object");
  return made;
}

type Method<T, K extends keyof T> = T[K] extends (...args: infer A) => infer R ? (self: T, ...args: A) => R : never;

/** A method as a function that takes `this` first. */
export function method<T extends object, K extends keyof T>(prototype: T, key: K): Method<T, K>;
export function method(prototype: object, key: PropertyKey): unknown {
  const found: unknown = Reflect.get(prototype, key);
  if (typeof found !== "function") throw new TypeError(`no method ${String(key)}`);
  return (self: unknown, ...args: unknown[]): unknown => apply(found, self, args);
}

/** A getter as a function that takes `this`. */
function getter<T extends object, K extends keyof T>(prototype: T, key: K): (self: T) => T[K];
function getter(prototype: object, key: PropertyKey): unknown {
  let holder: object | null = prototype;
  while (holder !== null && !hasOwn(holder, key)) holder = getPrototypeOf(holder);
  const found = holder === null ? undefined : getOwnPropertyDescriptor(holder, key)?.get;
  if (found === undefined) throw new TypeError(`no getter ${String(key)}`);
  return (self: unknown): unknown => apply(found, self, []);
}

export const charCodeAt = method(String.prototype, "charCodeAt");
export const codePointAt = method(String.prototype, "codePointAt");
export const indexOf = method(String.prototype, "indexOf");
export const lastIndexOf = method(String.prototype, "lastIndexOf");
export const slice = method(String.prototype, "slice");
export const trim = method(String.prototype, "trim");
export const toLowerCase = method(String.prototype, "toLowerCase");
export const numberText = method(Number.prototype, "toString");
export const bigintText = method(BigInt.prototype, "toString");
export const symbolText = method(Symbol.prototype, "toString");
export const objectTag = method(Object.prototype, "toString");
export const dateIso = method(Date.prototype, "toISOString");
export const dateTime = method(Date.prototype, "getTime");
export const regexSource = getter(RegExp.prototype, "source");
export const regexFlags = getter(RegExp.prototype, "flags");
export const regexExec = method(RegExp.prototype, "exec");
export const typedLength = getter(Uint8Array.prototype, "length");
export const bufferBytes = getter(ArrayBuffer.prototype, "byteLength");

export const mapForEach: <K, V>(map: Map<K, V>, each: (value: V, key: K) => void) => void = method(
  Map.prototype,
  "forEach",
);
export const mapSize = getter(Map.prototype, "size");
export const setForEach: <V>(set: Set<V>, each: (value: V) => void) => void = method(Set.prototype, "forEach");
export const setSize = getter(Set.prototype, "size");

export const mapPut = method<Map<unknown, unknown>, "set">(Map.prototype, "set");
export const setPut = method<Set<unknown>, "add">(Set.prototype, "add");

/** Own data of an object, never a getter's or a prototype's. */
export function ownValue(holder: object, key: PropertyKey): unknown {
  const descriptor: { readonly value?: unknown } | undefined = getOwnPropertyDescriptor(holder, key);
  return descriptor !== undefined && hasOwn(descriptor, "value") ? descriptor.value : undefined;
}

/** Sets a property whatever setters a prototype has. */
export function define(holder: object, key: PropertyKey, value: unknown, enumerable = true): boolean {
  const descriptor = { __proto__: null, value, writable: true, enumerable, configurable: true };
  return defineProperty(holder, key, descriptor);
}

export function append<T>(list: T[], item: T): void {
  define(list, list.length, item);
}

export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** A map that no cell can reach into. */
export class SafeMap<K, V> {
  private readonly map = new Map<K, V>();

  get size(): number {
    return mapSize(this.map);
  }

  get(key: K): V | undefined {
    return mapGet(this.map, key);
  }

  set(key: K, value: V): void {
    mapSet(this.map, key, value);
  }

  delete(key: K): boolean {
    return mapDelete(this.map, key);
  }

  clear(): void {
    mapClear(this.map);
  }

  forEach(each: (value: V, key: K) => void): void {
    mapForEach(this.map, each);
  }
}

const mapGet: <K, V>(map: Map<K, V>, key: K) => V | undefined = method(Map.prototype, "get");
const mapSet: <K, V>(map: Map<K, V>, key: K, value: V) => unknown = method(Map.prototype, "set");
const mapDelete: <K, V>(map: Map<K, V>, key: K) => boolean = method(Map.prototype, "delete");
const mapClear: <K, V>(map: Map<K, V>) => void = method(Map.prototype, "clear");

/** A weak map that no cell can reach into. */
export class SafeWeakMap<V> {
  private readonly map = new WeakMap<object, V>();

  get(key: object): V | undefined {
    return weakGet(this.map, key);
  }

  set(key: object, value: V): void {
    weakSet(this.map, key, value);
  }

  delete(key: object): boolean {
    return weakDelete(this.map, key);
  }

  has(key: object): boolean {
    return weakHas(this.map, key);
  }
}

const weakGet: <V>(map: WeakMap<object, V>, key: object) => V | undefined = method(WeakMap.prototype, "get");
const weakSet: <V>(map: WeakMap<object, V>, key: object, value: V) => unknown = method(WeakMap.prototype, "set");
const weakDelete: <V>(map: WeakMap<object, V>, key: object) => boolean = method(WeakMap.prototype, "delete");
const weakHas: <V>(map: WeakMap<object, V>, key: object) => boolean = method(WeakMap.prototype, "has");

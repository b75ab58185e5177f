import {
  create,
  defineProperty,
  freeze,
  getPrototypeOf,
  isObject,
  method,
  SafeWeakMap,
  setPrototypeOf,
} from "./intrinsics";

const then: <T>(
  promise: Promise<T>,
  fulfilled: (value: T) => unknown,
  rejected: (reason: unknown) => unknown,
) => Promise<unknown> = method(Promise.prototype, "then");

const HINT =
  "This is a promise, not the reply: the query functions are asynchronous. Write `await llm_query(…)`; in a callback, " +
  "`await Promise.all(items.map(async (item) => … await llm_query(…) …))`, or use `await llm_query_batch(prompts)`.";

/** What code looks for in a text or an array, and never in a promise. */
// prettier-ignore
const MISUSED = [
  "length", "slice", "substring", "split", "trim", "includes", "indexOf", "startsWith", "endsWith", "match", "matchAll",
  "replace", "replaceAll", "toLowerCase", "toUpperCase", "charAt", "at", "concat", "join", "map", "filter", "forEach",
  "toString", "toLocaleString", "toJSON", "valueOf",
] as const;

const queryPrototype = makeQueryPrototype();
const queryPromises = new SafeWeakMap<true>();

function makeQueryPrototype(): object {
  const prototype = create(Promise.prototype);
  const misuse = (): never => {
    throw notAText();
  };
  const refuse = (key: PropertyKey): void => {
    const descriptor = { __proto__: null, get: misuse, enumerable: false, configurable: false };
    defineProperty(prototype, key, descriptor);
  };
  for (const key of MISUSED) refuse(key);
  refuse(Symbol.toPrimitive);
  refuse(Symbol.iterator);
  return freeze(prototype);
}

/** The error for a promise that is used as the text it will give. */
export function notAText(): TypeError {
  return new TypeError(HINT);
}

/** Marks a promise of a reply: using it as a text is an error that names the fix. */
export function markQuery(promise: Promise<unknown>): void {
  queryPromises.set(promise, true);
  setPrototypeOf(promise, queryPrototype);
}

export function isQueryPromise(value: unknown): boolean {
  return isObject(value) && queryPromises.has(value);
}

export function isPromise(value: unknown): value is Promise<unknown> {
  if (!isObject(value)) return false;
  const prototype = getPrototypeOf(value);
  return prototype === Promise.prototype || prototype === queryPrototype;
}

/** Watches a promise without becoming one that has to be handled. */
export function watch(
  promise: Promise<unknown>,
  fulfilled: (value: unknown) => void,
  rejected: (reason: unknown) => void,
): void {
  void then(promise, fulfilled, rejected);
}

/** A promise with the functions that settle it. */
export interface Deferred {
  readonly promise: Promise<unknown>;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

export function defer(): Deferred {
  let resolve: (value: unknown) => void = ignore;
  let reject: (reason: unknown) => void = ignore;
  const promise = new Promise<unknown>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

function ignore(): void {
  // Replaced before anybody can call it.
}

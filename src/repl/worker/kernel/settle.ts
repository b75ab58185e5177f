import {
  append,
  define,
  getPrototypeOf,
  isArray,
  isObject,
  mapForEach,
  mapPut,
  ownKeys,
  ownValue,
  SafeMap,
  SafeWeakMap,
} from "./intrinsics";
import { isMap } from "./kinds";
import { isPromise, watch } from "./promises";

/** How deep promises are looked for in arrays, objects and maps, and in how many values. */
const DEPTH = 4;
const VALUES = 200_000;

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: unknown };

/** Waits for promises that code forgot to wait for, wherever they lie in plain data, and puts what they give in their place. */
export class Settler {
  private readonly outcomes = new SafeMap<Promise<unknown>, Outcome | null>();
  private readonly seen = new SafeWeakMap<true>();
  private visited = 0;
  private waiting = 0;
  private done: (() => void) | null = null;

  /** The value with its promises replaced; rejects with the first reason, in order, as `await` would. */
  async settle(value: unknown): Promise<unknown> {
    this.collect(value, 0);
    if (this.outcomes.size === 0) return value;
    if (this.waiting > 0) {
      await new Promise<void>((resolve) => {
        this.done = resolve;
      });
    }
    const failures: unknown[] = [];
    this.outcomes.forEach((outcome) => {
      if (outcome?.ok === false) append(failures, outcome.reason);
    });
    if (failures.length > 0) throw failures[0];
    return this.replace(value);
  }

  private collect(value: unknown, depth: number): void {
    if (!isObject(value) || this.visited++ > VALUES) return;
    if (isPromise(value)) {
      this.watch(value);
    } else if (depth < DEPTH && !this.seen.has(value)) {
      this.seen.set(value, true);
      eachItem(value, (item) => {
        this.collect(item, depth + 1);
      });
    }
  }

  private watch(promise: Promise<unknown>): void {
    if (this.outcomes.get(promise) !== undefined) return;
    this.outcomes.set(promise, null);
    this.waiting++;
    const settled = (outcome: Outcome): void => {
      this.outcomes.set(promise, outcome);
      if (--this.waiting === 0) this.done?.();
    };
    watch(
      promise,
      (value) => {
        settled({ ok: true, value });
      },
      (reason) => {
        settled({ ok: false, reason });
      },
    );
  }

  private replace(value: unknown): unknown {
    if (!isObject(value)) return value;
    if (isPromise(value)) {
      const outcome = this.outcomes.get(value);
      return outcome?.ok === true ? outcome.value : value;
    }
    if (this.seen.delete(value)) {
      eachItem(value, (item, put) => {
        const replaced = this.replace(item);
        if (replaced !== item) put(replaced);
      });
    }
    return value;
  }
}

/** Calls `each` with the items of an array, the properties of a plain object, or the values of a map. */
function eachItem(value: object, each: (item: unknown, put: (item: unknown) => void) => void): void {
  if (isArray(value)) {
    for (let i = 0; i < value.length && i < VALUES; i++) {
      each(ownValue(value, i), (item) => {
        define(value, i, item);
      });
    }
    return;
  }
  const prototype = getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) {
    const keys = ownKeys(value);
    for (let i = 0; i < keys.length && i < VALUES; i++) {
      const key = keys[i];
      if (key === undefined) continue;
      each(ownValue(value, key), (item) => {
        define(value, key, item);
      });
    }
  } else if (isMap(value)) {
    mapForEach(value, (item, key) => {
      each(item, (replaced) => {
        mapPut(value, key, replaced);
      });
    });
  }
}

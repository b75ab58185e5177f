// prettier-ignore
import {
  append, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, is, isObject, ownKeys, ownValue,
  SafeWeakMap,
} from "./intrinsics";

interface Saved {
  readonly holder: object;
  readonly keys: readonly PropertyKey[];
  readonly descriptors: readonly PropertyDescriptor[];
}

/**
 * The built-in objects of this realm as they are now, and a way to put back what cells change in them. What cells add
 * stays, but for properties that change what the language itself does with other objects.
 */
export class BuiltIns {
  private readonly saved: Saved[] = [];
  private readonly seen = new SafeWeakMap<true>();

  constructor() {
    const keys = ownKeys(globalThis);
    this.save(globalThis);
    for (let i = 0; i < keys.length; i++) {
      const value = ownValue(globalThis, keys[i] ?? "");
      if (!isObject(value)) continue;
      this.save(value);
      const prototype = ownValue(value, "prototype");
      if (isObject(prototype)) this.saveChain(prototype);
    }
    this.saveHidden();
  }

  /** Puts everything back that a cell has replaced or removed. */
  restore(): void {
    for (let i = 0; i < this.saved.length; i++) {
      const saved = this.saved[i];
      if (saved !== undefined) restoreHolder(saved);
    }
  }

  /** Prototypes that no global names: of iterators, generators and typed arrays. */
  private saveHidden(): void {
    function* generator(): Generator<number> {
      yield 0;
    }
    async function* asyncGenerator(): AsyncGenerator<number> {
      yield await Promise.resolve(0);
    }
    // prettier-ignore
    const samples: object[] = [
      generator(), asyncGenerator(), [][Symbol.iterator](), ""[Symbol.iterator](), new Map()[Symbol.iterator](),
      new Set()[Symbol.iterator](), "a".matchAll(/a/g), generator, asyncGenerator, async () => Promise.resolve(),
    ];
    for (let i = 0; i < samples.length; i++) {
      const sample = samples[i];
      if (sample !== undefined) this.saveChain(getPrototypeOf(sample));
    }
  }

  private saveChain(first: object | null): void {
    for (let at = first; at !== null; at = getPrototypeOf(at)) this.save(at);
  }

  private save(holder: object): void {
    if (this.seen.has(holder)) return;
    this.seen.set(holder, true);
    const keys = ownKeys(holder);
    const descriptors: PropertyDescriptor[] = [];
    for (let i = 0; i < keys.length; i++) append(descriptors, bare(getOwnPropertyDescriptor(holder, keys[i] ?? "")));
    append(this.saved, { holder, keys, descriptors });
  }
}

function restoreHolder({ holder, keys, descriptors }: Saved): void {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? "";
    const wanted = descriptors[i];
    const found: PropertyDescriptor | undefined = getOwnPropertyDescriptor(holder, key);
    if (wanted === undefined || (found !== undefined && isSame(found, wanted))) continue;
    // What a cell made unchangeable stays as it is: that harms only the cells.
    defineProperty(holder, key, wanted);
  }
  if (holder !== globalThis) removeDangerous(holder, keys);
}

/** A property descriptor. */
interface Found {
  readonly value?: unknown;
  readonly get?: () => unknown;
  readonly set?: (value: unknown) => void;
  readonly writable?: boolean;
  readonly enumerable?: boolean;
  readonly configurable?: boolean;
}

function isSame(a: Found, b: Found): boolean {
  return is(a.value, b.value) && a.get === b.get && a.set === b.set && a.writable === b.writable;
}

function removeDangerous(holder: object, known: readonly PropertyKey[]): void {
  const keys = ownKeys(holder);
  if (keys.length === known.length) return;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key !== undefined && !includes(known, key) && isDangerous(holder, key)) deleteProperty(holder, key);
  }
}

/** Nothing may be added to all objects; `then` and the like to none, nor symbols and indices. */
function isDangerous(holder: object, key: PropertyKey): boolean {
  return (
    holder === Object.prototype || typeof key === "symbol" || key === "then" || key === "toJSON" || Number(key) >= 0
  );
}

function includes(keys: readonly PropertyKey[], key: PropertyKey): boolean {
  for (let i = 0; i < keys.length; i++) if (keys[i] === key) return true;
  return false;
}

/** A descriptor that inherits nothing: a cell could add `get` to all objects. */
function bare(found: Found | undefined): PropertyDescriptor {
  const { enumerable, configurable } = found ?? {};
  if (found !== undefined && !hasOwn(found, "value")) {
    const accessor = { __proto__: null, get: found.get, set: found.set, enumerable, configurable };
    return accessor;
  }
  const data = { __proto__: null, value: found?.value, writable: found?.writable, enumerable, configurable };
  return data;
}

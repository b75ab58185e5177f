import { apply, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isObject } from "./intrinsics";

/** Built-in getters and methods that fail on objects of any other kind, whatever prototype those have. */
const probes = {
  map: probe(Map.prototype, "size"),
  set: probe(Set.prototype, "size"),
  date: probe(Date.prototype, "getTime"),
  regexp: probe(RegExp.prototype, "source"),
  typed: probe(Uint8Array.prototype, "length"),
  buffer: probe(ArrayBuffer.prototype, "byteLength"),
};

export function isMap(value: unknown): value is Map<unknown, unknown> {
  return probes.map(value);
}

export function isSet(value: unknown): value is Set<unknown> {
  return probes.set(value);
}

export function isDate(value: unknown): value is Date {
  return probes.date(value);
}

export function isRegExp(value: unknown): value is RegExp {
  return probes.regexp(value);
}

/** A typed array of any kind; its items may be BigInts. */
export function isTyped(value: unknown): value is Uint8Array {
  return probes.typed(value);
}

export function isBuffer(value: unknown): value is ArrayBuffer {
  return probes.buffer(value);
}

function probe(prototype: object, key: string): (value: unknown) => boolean {
  let holder: object | null = prototype;
  while (holder !== null && !hasOwn(holder, key)) holder = getPrototypeOf(holder);
  const descriptor: { readonly get?: () => unknown; readonly value?: unknown } | undefined =
    holder === null ? undefined : getOwnPropertyDescriptor(holder, key);
  const code: unknown = descriptor?.get ?? descriptor?.value;
  if (typeof code !== "function") throw new TypeError(`no ${key}`);
  return (value) => {
    try {
      if (isObject(value)) apply(code, value, []);
      return isObject(value);
    } catch {
      return false;
    }
  };
}

import { MAX_KEPT, MAX_KEPT_OF_ONE, PIECE } from "../../bounds";
import { is, isObject, min, SafeMap, slice, stringify } from "./intrinsics";
import type { Outbox } from "./outbox";
import { decode, encode, type Encoded } from "./snapshot";
import type { Variable } from "./variables";

interface Known {
  readonly value: unknown;
  /** Null: it can't be kept. */
  readonly data: Encoded | null;
  /** How it looked then: what can't be kept is not tried again while it looks the same. */
  readonly look: string;
}

/** Tells the host what plain data the variables hold after each cell, so that a new worker can have them. */
export class Keeper {
  private readonly known = new SafeMap<string, Known>();
  private names = "";

  constructor(private readonly outbox: Outbox) {}

  /** The variable's value of data that an earlier worker sent. */
  restore(name: string, data: string): unknown {
    const value = decode(data);
    this.known.set(name, { value, data: { text: data, isJson: false }, look: "" });
    return value;
  }

  /** Sends what has changed. */
  keep(cell: number, variables: readonly Variable[], lookOf: (name: string) => string): void {
    let left = MAX_KEPT;
    let names = "";
    let changed = false;
    for (let i = 0; i < variables.length; i++) {
      const one = variables[i];
      if (one === undefined || one.name.length > 400) continue;
      const before = this.known.get(one.name);
      const look = lookOf(one.name);
      const data = dataOf(one.value, look, before, min(left, MAX_KEPT_OF_ONE));
      if (data !== null) {
        left -= data.text.length;
        names += `${names === "" ? "" : ","}${stringify(one.name)}`;
        if (data.text !== before?.data?.text) {
          changed = true;
          this.send(cell, one.name, data.text);
        }
      }
      this.known.set(one.name, { value: one.value, data, look });
    }
    if (!changed && names === this.names) return;
    this.names = names;
    this.outbox.frame(`{"t":"kept","c":${cell},"names":[${names}]}`);
  }

  private send(cell: number, name: string, data: string): void {
    for (let start = 0; start < data.length; start += PIECE) {
      const piece = stringify(slice(data, start, start + PIECE));
      this.outbox.frame(
        `{"t":"keep","c":${cell},"name":${stringify(name)},"first":${start === 0 ? "true" : "false"},"s":${piece}}`,
      );
    }
  }
}

function dataOf(value: unknown, look: string, before: Known | undefined, limit: number): Encoded | null {
  if (before === undefined || !is(before.value, value)) return encode(value, limit);
  const { data } = before;
  if (data === null) return before.look === look ? null : encode(value, limit);
  if (data.text.length > limit) return null;
  return !isObject(value) || (data.isJson && jsonOf(value) === data.text) ? data : encode(value, limit);
}

/** Many times faster than our own encoding, so it tells whether that has to be done again. Runs a cell's `toJSON`, if there is one. */
function jsonOf(value: unknown): string | undefined {
  try {
    return stringify(value);
  } catch {
    return undefined;
  }
}

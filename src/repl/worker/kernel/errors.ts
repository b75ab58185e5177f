import type { Supervisor } from "../wall";
// prettier-ignore
import {
  append, defineProperty, get, getPrototypeOf, indexOf, isObject, method, ownValue, SafeWeakMap, slice,
} from "./intrinsics";

/** A place in a cell; lines and columns count from 1, a column of 0 is unknown. */
export interface Position {
  readonly cell: number;
  readonly line: number;
  readonly column: number;
}

const FRAMES_SHOWN = 10;

const positions = new SafeWeakMap<Position[]>();

interface CallSites {
  file(frame: NodeJS.CallSite): unknown;
  line(frame: NodeJS.CallSite): number | null;
  column(frame: NodeJS.CallSite): number | null;
  name(frame: NodeJS.CallSite): unknown;
}

/**
 * Formats all stacks of this realm, for good: with frames of cells only, at the columns as they were written. Left to
 * Node, the formatting hands out errors of the outer realm (a name that is a symbol is enough).
 */
export function lockErrors(supervisor: Supervisor): void {
  const sites = callSites();
  const format = (error: unknown, frames: readonly NodeJS.CallSite[]): string => {
    let text = "Error";
    try {
      text = headline(error);
      const found: Position[] = [];
      for (let i = 0; i < frames.length && found.length < FRAMES_SHOWN; i++) {
        const frame = frames[i];
        const position = frame === undefined ? null : positionOf(sites, frame, supervisor);
        if (frame === undefined || position === null) continue;
        append(found, position);
        const name = sites.name(frame);
        const place = `cell ${position.cell}, line ${position.line}${position.column > 0 ? `:${position.column}` : ""}`;
        text += `\n    at ${typeof name === "string" && name !== "" ? `${name} (${place})` : place}`;
      }
      if (isObject(error)) positions.set(error, found);
    } catch {
      // A hostile error or the end of the stack: what there is of the text must do.
    }
    return text;
  };
  defineProperty(Error, "prepareStackTrace", fixed(format));
  defineProperty(globalThis, "Error", fixed(Error));
}

function fixed(value: unknown): PropertyDescriptor {
  const descriptor = { __proto__: null, value, writable: false, enumerable: false, configurable: false };
  return descriptor;
}

function callSites(): CallSites {
  let first: NodeJS.CallSite | undefined;
  Error.prepareStackTrace = (_, frames) => {
    first = frames[0];
    return "";
  };
  if (typeof new Error().stack !== "string") throw new Error("no stacks");
  if (first === undefined) throw new Error("no call sites");
  return {
    file: method(first, "getFileName"),
    line: method(first, "getLineNumber"),
    column: method(first, "getColumnNumber"),
    name: method(first, "getFunctionName"),
  };
}

/** The place of a frame in a cell; null: it is not in a cell. */
function positionOf(sites: CallSites, frame: NodeJS.CallSite, supervisor: Supervisor): Position | null {
  const file = sites.file(frame);
  if (typeof file !== "string" || indexOf(file, "cell-") !== 0) return null;
  const cell = Number(slice(file, "cell-".length, indexOf(file, ".")));
  const line = sites.line(frame) ?? 0;
  let column = 0;
  try {
    const found: unknown = supervisor.column(cell, line, sites.column(frame) ?? 0);
    if (typeof found === "number") column = found;
  } catch {
    // The column is not worth an error of another realm.
  }
  return { cell, line, column };
}

/** `TypeError: message`. Never runs more than two getters of a hostile error. */
export function headline(error: unknown): string {
  const name = textOf(error, "name") ?? "Error";
  const message = textOf(error, "message") ?? "";
  return message === "" ? name : `${name}: ${message}`;
}

/** A text property of an error. */
export function textOf(error: unknown, key: "name" | "message" | "stack"): string | null {
  if (!isObject(error)) return null;
  try {
    const value: unknown = get(error, key);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}

/** Where in `cell` an error arose: the innermost frame of it that lies in that cell. */
export function positionIn(error: unknown, cell: number): Position | null {
  if (!isObject(error)) return null;
  textOf(error, "stack");
  const found = positions.get(error);
  for (let i = 0; found !== undefined && i < found.length; i++) {
    const position = found[i];
    if (position?.cell === cell) return position;
  }
  return null;
}

/** Whether a value is an error of this realm, by its prototypes. */
export function isError(value: object): boolean {
  let prototype = getPrototypeOf(value);
  for (let i = 0; prototype !== null && i < 100; i++) {
    if (prototype === Error.prototype) return true;
    prototype = getPrototypeOf(prototype);
  }
  return false;
}

export function causeOf(error: object): unknown {
  return ownValue(error, "cause");
}

import { apply, charCodeAt, define, fromCharCode, indexOf, now } from "./intrinsics";
import { structuredCopy } from "./structuredCopy";
import { TextDecoderShim, TextEncoderShim } from "./utf8";

/** Puts into the realm what a bare one lacks and code expects, all in plain JavaScript. */
export function addShims(): void {
  const start = now();
  const all: readonly (readonly [string, unknown])[] = [
    ["structuredClone", (value: unknown) => structuredCopy(value)],
    ["queueMicrotask", enqueue],
    ["TextEncoder", TextEncoderShim],
    ["TextDecoder", TextDecoderShim],
    ["atob", decodeBase64],
    ["btoa", encodeBase64],
    ["performance", { now: () => now() - start, timeOrigin: start }],
  ];
  for (let i = 0; i < all.length; i++) {
    const shim = all[i];
    if (shim !== undefined) define(globalThis, shim[0], shim[1], false);
  }
  removeDangers();
}

/** What hands out errors of the outer realm, or works outside a cell's time. */
function removeDangers(): void {
  const names = [
    "WebAssembly",
    "SharedArrayBuffer",
    "Atomics",
    "FinalizationRegistry",
    "WeakRef",
    "console",
    "ShadowRealm",
    "gc",
  ];
  for (let i = 0; i < names.length; i++) Reflect.deleteProperty(globalThis, names[i] ?? "");
}

function enqueue(task: unknown): void {
  if (typeof task !== "function") throw new TypeError("queueMicrotask wants a function");
  void run(task);
}

/** A rejection of this promise is a mistake in the task, and is reported as such. */
async function run(task: object): Promise<void> {
  await Promise.resolve();
  if (typeof task === "function") apply(task, undefined, []);
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function encodeBase64(value: unknown): string {
  const text = String(value);
  let out = "";
  for (let i = 0; i < text.length; i += 3) {
    const a = byteAt(text, i);
    const b = i + 1 < text.length ? byteAt(text, i + 1) : 0;
    const c = i + 2 < text.length ? byteAt(text, i + 2) : 0;
    out += digit(a >> 2) + digit(((a & 3) << 4) | (b >> 4));
    out +=
      (i + 1 < text.length ? digit(((b & 15) << 2) | (c >> 6)) : "=") + (i + 2 < text.length ? digit(c & 63) : "=");
  }
  return out;
}

function byteAt(text: string, at: number): number {
  const code = charCodeAt(text, at);
  if (code > 255) throw new RangeError("btoa takes characters up to U+00FF only");
  return code;
}

function digit(value: number): string {
  return DIGITS[value] ?? "";
}

function decodeBase64(value: unknown): string {
  const text = String(value);
  let out = "";
  let bits = 0;
  let held = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (c === "=" || indexOf(" \t\r\n\f", c) >= 0) continue;
    const six = indexOf(DIGITS, c);
    if (six < 0) throw new RangeError("atob: the text is not Base64");
    held = ((held << 6) | six) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += fromCharCode((held >> bits) & 255);
    }
  }
  return out;
}

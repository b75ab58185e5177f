import { isUtf8 } from "node:buffer";
import { detect } from "chardet";
import { decoderLabel } from "./encodings";

/** VS Code looks for NUL bytes in this many bytes. */
const ZERO_BYTE_WINDOW = 512;
/** VS Code guesses an encoding from at most this many bytes. */
const GUESS_WINDOW = 64 * 1024;

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export interface DecodeOptions {
  readonly encoding: string;
  readonly autoGuessEncoding: boolean;
}

/** A text as UTF-8 without byte order mark, or the name of an encoding that can't be read here. */
export type Decoded = { readonly ok: true; readonly text: Buffer } | { readonly ok: false; readonly encoding: string };

/**
 * What the first bytes of a file say, by VS Code's rules: a byte order mark; else NUL bytes in the first 512, which are
 * UTF-16 where they stand at every second place, and binary otherwise. `null`: text of the default encoding.
 */
export function detectEncoding(head: Uint8Array): "utf8" | "utf16le" | "utf16be" | "binary" | null {
  if (head[0] === 0xfe && head[1] === 0xff) return "utf16be";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf16le";
  const window = head.subarray(0, ZERO_BYTE_WINDOW);
  if (window.includes(0)) {
    if (window.every((byte, i) => (byte === 0) === (i % 2 === 1))) return "utf16le";
    if (window.every((byte, i) => (byte === 0) === (i % 2 === 0))) return "utf16be";
    return "binary";
  }
  return startsWithMark(head) ? "utf8" : null;
}

/**
 * Decodes a whole file that is not binary, as VS Code would: bytes that its encoding does not have become U+FFFD. UTF-8
 * comes back as it is, without a copy.
 */
export function decode(bytes: Buffer, options: DecodeOptions): Decoded {
  const detected = detectEncoding(bytes);
  const guessed = detected === null && options.autoGuessEncoding ? guess(bytes) : null;
  const encoding = detected ?? guessed ?? options.encoding;
  const label = decoderLabel(encoding);
  if (label === null) return { ok: false, encoding };
  if (label === "utf-8") {
    const text = startsWithMark(bytes) ? bytes.subarray(UTF8_MARK.length) : bytes;
    return { ok: true, text: isUtf8(text) ? text : Buffer.from(text.toString("utf8")) };
  }
  const text = label === "latin1" ? bytes.toString("latin1") : new TextDecoder(label).decode(bytes);
  return { ok: true, text: Buffer.from(text) };
}

function guess(bytes: Buffer): string | null {
  const name = isUtf8(bytes) ? "utf8" : detect(bytes.subarray(0, GUESS_WINDOW));
  return name !== null && decoderLabel(name) !== null ? name : null;
}

function startsWithMark(bytes: Uint8Array): boolean {
  return UTF8_MARK.equals(bytes.subarray(0, UTF8_MARK.length));
}

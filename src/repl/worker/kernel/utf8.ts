import { charCodeAt, codePointAt, fromCharCode, fromCodePoint } from "./intrinsics";
import { isBuffer, isTyped } from "./kinds";

const REPLACEMENT = 0xfffd;

/** UTF-8 only, which is what the web's own `TextEncoder` does. */
export class TextEncoderShim {
  readonly encoding = "utf-8";

  encode(value: unknown = ""): Uint8Array {
    const text = String(value);
    const bytes = new Uint8Array(text.length * 3);
    let length = 0;
    const put = (byte: number): void => {
      bytes[length++] = byte;
    };
    for (let i = 0; i < text.length; i++) {
      const unit = charCodeAt(text, i);
      const point = unit >= 0xd800 && unit <= 0xdfff ? pairAt(text, i) : unit;
      if (point > 0xffff) i++;
      putPoint(point, put);
    }
    return new Uint8Array(bytes.buffer, 0, length).slice();
  }
}

function pairAt(text: string, at: number): number {
  const point = codePointAt(text, at) ?? REPLACEMENT;
  return point > 0xffff ? point : REPLACEMENT;
}

function putPoint(point: number, put: (byte: number) => void): void {
  if (point < 0x80) {
    put(point);
    return;
  }
  const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  const lead = more === 1 ? 0xc0 : more === 2 ? 0xe0 : 0xf0;
  put(lead | (point >> (6 * more)));
  for (let i = more - 1; i >= 0; i--) put(0x80 | ((point >> (6 * i)) & 0x3f));
}

/** UTF-8, and Latin-1 for `latin1` and its names; malformed bytes become U+FFFD. */
export class TextDecoderShim {
  readonly encoding: string;

  constructor(label: unknown = "utf-8") {
    this.encoding = label === "utf-8" || label === "utf8" ? "utf-8" : "windows-1252";
  }

  decode(bytes: unknown = new Uint8Array(0)): string {
    const view = isTyped(bytes) ? bytes : isBuffer(bytes) ? new Uint8Array(bytes) : new Uint8Array(0);
    let text = "";
    for (let i = 0; i < view.length;) {
      const lead = view[i] ?? 0;
      if (lead < 0x80 || this.encoding !== "utf-8") {
        text += fromCharCode(lead);
        i++;
        continue;
      }
      const { point, length } = pointAt(view, i, lead);
      text += fromCodePoint(point);
      i += length;
    }
    return text;
  }
}

function pointAt(view: Uint8Array, at: number, lead: number): { readonly point: number; readonly length: number } {
  const more = lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xc2 && lead < 0xe0 ? 1 : 0;
  let point = more === 3 ? lead & 7 : more === 2 ? lead & 15 : lead & 31;
  for (let i = 1; i <= more; i++) {
    const byte = view[at + i] ?? 0;
    if ((byte & 0xc0) !== 0x80) return { point: REPLACEMENT, length: i };
    point = (point << 6) | (byte & 0x3f);
  }
  const smallest = more === 3 ? 0x10000 : more === 2 ? 0x800 : 0x80;
  const isValid = more > 0 && point >= smallest && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isValid ? { point, length: more + 1 } : { point: REPLACEMENT, length: 1 };
}

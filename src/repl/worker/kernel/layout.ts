import { indexOf, slice } from "./intrinsics";
import { digits } from "./text";

const LINE = 160;
const SHORT_ITEM = 24;
const INDENT = "  ";

/** Items between brackets: in one line where they fit, short ones side by side, else one a line. */
export function layout(open: string, items: readonly string[], close: string, missing: number): string {
  const more = missing > 0 ? `… ${digits(missing)} more` : "";
  if (items.length === 0) return more === "" ? `${open}${close}` : `${open} ${more} ${close}`;
  let total = open.length + close.length + more.length;
  let isShort = true;
  let isFlat = true;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] ?? "";
    total += item.length + 2;
    isShort &&= item.length <= SHORT_ITEM;
    isFlat &&= indexOf(item, "\n") < 0;
  }
  if (isFlat && total <= LINE) return `${open} ${join(items, ", ")}${more === "" ? "" : `, ${more}`} ${close}`;
  const body = isFlat && isShort ? fill(items) : oneEach(items);
  return `${open}\n${body}${more === "" ? "" : `,\n${INDENT}${more}`}\n${close}`;
}

function join(items: readonly string[], between: string): string {
  let text = "";
  for (let i = 0; i < items.length; i++) text += (i === 0 ? "" : between) + (items[i] ?? "");
  return text;
}

function oneEach(items: readonly string[]): string {
  let text = "";
  for (let i = 0; i < items.length; i++) text += (i === 0 ? "" : ",\n") + INDENT + indented(items[i] ?? "");
  return text;
}

function fill(items: readonly string[]): string {
  let text = INDENT;
  let width = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] ?? "";
    if (i > 0) text += width + item.length > LINE ? `,\n${INDENT}` : ", ";
    width = i > 0 && width + item.length > LINE ? item.length : width + item.length + 2;
    text += item;
  }
  return text;
}

function indented(text: string): string {
  let out = "";
  let start = 0;
  for (let end = indexOf(text, "\n"); end >= 0; end = indexOf(text, "\n", start)) {
    out += `${slice(text, start, end + 1)}${INDENT}`;
    start = end + 1;
  }
  return out + slice(text, start);
}

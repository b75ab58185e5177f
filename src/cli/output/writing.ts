import { textHead, textLength, type Text } from "../../core/text";
import { digits } from "../../core/prompts/format";
import type { Writing } from "./cells";
import type { Output } from "./output";

/** How runs are written to one of the two ways out; `whole` gives large texts. */
export function writingFor(
  output: Output,
  stream: "stdout" | "stderr",
  whole: (text: Text) => Promise<string>,
): Writing {
  return {
    bold: (text) => output.style(stream, "bold", text),
    faint: (text) => output.style(stream, "dim", text),
    bad: (text) => output.style(stream, "red", text),
    whole,
  };
}

/** The beginning of a text, and how much more of it there is. */
export function beginning(text: Text, max: number): string {
  const head = textHead(text, max);
  const more = textLength(text) - head.length;
  return more === 0 ? head : `${head}\n[… ${digits(more)} more characters are in the log …]`;
}

import { headOf, type Text } from "../src/core/text";
import { post } from "./host";

/** The host takes no longer message; texts beyond this are by reference anyway, but for output printed in many pieces. */
const LONGEST_INLINE = 1_000_000;

/** Opens a text of the run as a read-only editor. `language` is VS Code's identifier. */
export function openText(text: Text, title: string, language: string): void {
  if (typeof text !== "string") post({ type: "openText", ref: text.ref, title, language });
  else if (text.length <= LONGEST_INLINE) post({ type: "openInline", text, title, language });
  else post({ type: "openInline", text: headOf(text, LONGEST_INLINE), title: `${title}, beginning`, language });
}

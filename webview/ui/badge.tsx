import "@vscode-elements/elements/dist/vscode-badge/index.js";
import { h } from "preact";

/** A short fact that stands out beside a heading. */
export function Badge({ text }: { readonly text: string }) {
  return h("vscode-badge", {}, text);
}

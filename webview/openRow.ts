import { openText } from "./openText";
import { fullName } from "./rowText";
import type { RowNode } from "./rows";

/** Opens what a row says as a read-only editor; returns whether there was anything to open. */
export function openRow(node: RowNode): boolean {
  switch (node.kind) {
    case "batch":
      return false;
    case "query":
      if (node.end === null) openText(node.start.prompt, `${fullName(node)} prompt`, "markdown");
      else openText(node.end.reply, `${fullName(node)} reply`, "markdown");
      return true;
    case "turn":
      if (node.reply === null) return false;
      openText(node.reply.reply, `${fullName(node)} reply`, "markdown");
      return true;
    case "cell":
      openText(node.start.code, fullName(node), "javascript");
      return true;
  }
}

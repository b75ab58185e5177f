import { findSourceMap } from "node:module";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * A stack trace with the places in bundles as places in sources. Node does that by itself, but not where somebody else
 * shapes stack traces, as VS Code does in its extension host.
 */
export function inSources(stack: string): string {
  return stack.replaceAll(
    /([^\s():]+\.c?js):(\d+):(\d+)/g,
    (place: string, file: string, line: string, column: string) => {
      const origin = findSourceMap(resolve(file))?.findOrigin(Number(line), Number(column));
      if (origin === undefined || !("fileName" in origin)) return place;
      const source = origin.fileName.startsWith("file:")
        ? relative("", fileURLToPath(origin.fileName))
        : origin.fileName;
      return `${source}:${origin.lineNumber}:${origin.columnNumber}`;
    },
  );
}

import type { Quote } from "../extract/quote";

/** Quotes as cells print them: `path:line: text`, or with a title, `path:line [title]: text`. */
export function quotesOf(output: string): Quote[] {
  const quotes = new Map<string, Quote>();
  for (const row of output.split("\n")) {
    const [, path = "", line = "", title = "", text = ""] = /^(\S.*?):(\d+)(?: \[(.*?)\])?: (.+)$/.exec(row) ?? [];
    if (path !== "" && text !== "") quotes.set(`${path}:${line}: ${text}`, { path, line: Number(line), text, title });
  }
  return [...quotes.values()];
}

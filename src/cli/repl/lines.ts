import { StringDecoder } from "node:string_decoder";

/**
 * The lines of a stream in UTF-8, split at line feeds only: JSON may hold U+2028, which `node:readline` takes for the
 * end of a line.
 */
export async function* readLines(input: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let pieces: string[] = [];
  for await (const chunk of input) {
    if (!Buffer.isBuffer(chunk)) continue;
    const [first = "", ...rest] = decoder.write(chunk).split("\n");
    pieces.push(first);
    for (const next of rest) {
      yield pieces.join("");
      pieces = [next];
    }
  }
  const last = pieces.join("") + decoder.end();
  if (last !== "") yield last;
}

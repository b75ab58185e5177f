import { MAX_LINE } from "./bounds";

/** Cuts a stream of text into lines of bounded length. */
export class LineReader {
  /** Pieces of the line that is still coming: joined once, however long it gets. */
  private pieces: string[] = [];
  private length = 0;

  /** The lines that `data` completes, without their line feeds. Throws when a line gets too long. */
  push(data: string): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = data.indexOf("\n"); end >= 0; end = data.indexOf("\n", start)) {
      lines.push(this.pieces.join("") + data.slice(start, end));
      this.pieces = [];
      this.length = 0;
      start = end + 1;
    }
    if (start < data.length) this.pieces.push(data.slice(start));
    this.length += data.length - start;
    if (this.length > MAX_LINE) throw new RangeError("a line of the protocol is too long");
    return lines;
  }
}

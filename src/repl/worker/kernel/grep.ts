import type { Supervisor } from "../wall";
import type { Corpus } from "./corpus";
import { append, define, max, min, slice } from "./intrinsics";
import { Lines } from "./lines";
import type { SearchOptions } from "./searchOptions";
import { copy, splitAt } from "./text";

/** Characters of a line that a hit shows, around the match where the line is longer. */
const LINE_CHARS = 20_000;

/** Where an entry lies in a block. */
interface Extent {
  readonly entry: number;
  readonly start: number;
  readonly end: number;
  /** Line breaks of the entry before the block. */
  readonly breaks: number;
}

/**
 * Searches the corpus in large blocks, so that nothing of it stays in memory. Each line is searched by itself. All lines
 * are counted, the first `max` are kept.
 */
export class Search {
  private readonly hits: object[] = [];
  private total = 0;

  constructor(
    private readonly corpus: Corpus,
    private readonly supervisor: Supervisor,
    private readonly options: SearchOptions,
  ) {}

  /** `[{path, line, text}]` in the corpus's order; `total` of it says how many there are in all. */
  run(): object[] {
    const { takes } = this.options;
    const { entries } = this.corpus;
    if (takes === null) {
      this.scan(0, entries.length);
    } else {
      for (let i = 0; i < entries.length; i++) if (takes(entries[i]?.path ?? "")) this.scan(i, i + 1);
    }
    define(this.hits, "total", this.total, false);
    return this.hits;
  }

  private scan(first: number, last: number): void {
    let entry = first;
    let offset = 0;
    let breaks = 0;
    while (entry < last) {
      const lines = new Lines(this.block(entry, offset, last));
      const next = this.supervisor.nextEntry();
      const nextOffset = this.supervisor.nextOffset();
      if (offset > 0 || nextOffset > 0) {
        this.search(lines, [{ entry, start: 0, end: lines.text.length, breaks }]);
        breaks = nextOffset > 0 ? breaks + lines.count(0, lines.text.length) : 0;
      } else {
        this.search(lines, this.extents(entry, next));
      }
      entry = next;
      offset = nextOffset;
    }
  }

  /** Whole entries with one line feed between two. */
  private extents(first: number, last: number): Extent[] {
    const extents: Extent[] = [];
    let start = 0;
    for (let entry = first; entry < last; entry++) {
      const end = start + (this.corpus.entries[entry]?.characters ?? 0);
      append(extents, { entry, start, end, breaks: 0 });
      start = end + 1;
    }
    return extents;
  }

  private block(entry: number, offset: number, last: number): string {
    let text: unknown;
    try {
      text = this.supervisor.block(entry, offset, last);
    } catch {
      // An error of the outer realm.
    }
    if (typeof text !== "string") throw new Error("grep: the copy of the context is gone or damaged");
    return text;
  }

  private search(lines: Lines, extents: readonly Extent[]): void {
    const { matcher } = this.options;
    let found = matcher.find(lines.text, 0);
    for (let i = 0; i < extents.length && found >= 0; i++) {
      const extent = extents[i];
      if (extent === undefined || found > extent.end) continue;
      found = this.searchExtent(lines, extent, found);
    }
  }

  /** All lines of an extent that match; returns the first match beyond it. */
  private searchExtent(lines: Lines, extent: Extent, first: number): number {
    const { matcher, max: most } = this.options;
    let counted = extent.start;
    let { breaks } = extent;
    let found = first;
    while (found >= 0 && found <= extent.end) {
      if (lines.isInBreak(found)) {
        found = matcher.find(lines.text, found + 1);
        continue;
      }
      const start = lines.start(found, extent.start);
      const end = lines.end(found, extent.end);
      // Behind the last break of a text there is no line.
      if (start < extent.end && (matcher.end <= end || this.matchesAlone(slice(lines.text, start, end)))) {
        this.total++;
        if (this.hits.length < most) {
          breaks += lines.count(counted, start);
          counted = start;
          this.keep(lines, extent, { start, end, found, breaks });
        }
      }
      found = matcher.find(lines.text, min(lines.next(end), lines.text.length + 1));
    }
    return found;
  }

  /** A match that runs on into the next line does not count; there may be another one that does not. */
  private matchesAlone(line: string): boolean {
    return this.options.matcher.find(line, 0) >= 0;
  }

  private keep(
    lines: Lines,
    extent: Extent,
    line: { readonly start: number; readonly end: number; readonly found: number; readonly breaks: number },
  ): void {
    const entry = this.corpus.entries[extent.entry];
    const hit = {
      path: entry?.path ?? "",
      line: line.breaks + (entry?.firstLine ?? 1),
      text: shownLine(lines.text, line.start, line.end, line.found),
    };
    const { around } = this.options;
    if (around > 0) {
      define(hit, "before", lines.before(line.start, extent.start, around, LINE_CHARS));
      define(hit, "after", lines.after(line.end, extent.end, around, LINE_CHARS));
    }
    append(this.hits, hit);
  }
}

/** A string of its own: a slice would keep the whole block in memory. */
function shownLine(text: string, start: number, end: number, found: number): string {
  if (end - start <= LINE_CHARS) return copy(slice(text, start, end));
  const from = splitAt(text, max(start, found - LINE_CHARS / 4));
  const to = splitAt(text, min(end, from + LINE_CHARS));
  return copy(`${from > start ? "…" : ""}${slice(text, from, to)}${to < end ? "…" : ""}`);
}

import { READS_CONTEXT, READS_FILES, READS_HISTORY, type Supervisor } from "../wall";
// prettier-ignore
import {
  append, create, define, defineProperty, freeze, isObject, min, parse, SafeMap, SafeWeakMap, slice, indexOf, stringify, trim,
} from "./intrinsics";
import { parseTable } from "./table";
import { count, cut, digits } from "./text";

/** The longest string of V8, in UTF-16 code units. */
const LONGEST_STRING = 0x1fffffe8;

export interface Entry {
  readonly path: string;
  readonly characters: number;
  readonly lines: number;
  readonly language: string;
  readonly firstLine: number;
}

interface Part {
  readonly name: string;
  readonly shape: string;
  readonly first: number;
  readonly count: number;
}

/** What the cells' `context`, `files` and `history` are made from, each when a cell first reads it. */
export class Corpus {
  readonly entries: Entry[] = [];
  private readonly parts: Part[] = [];
  private readonly turns: { question: string; answer: string | null }[] = [];
  private readonly files = new SafeWeakMap<number>();
  private readonly filePrototype: object;
  private readonly made = new SafeMap<string, unknown>();
  private readonly known = new SafeMap<number, object>();

  constructor(private readonly supervisor: Supervisor) {
    const { files } = this;
    const text = (entry: number): string => this.text(entry);
    const prototype = create(Object.prototype);
    const descriptor = {
      __proto__: null,
      get(this: unknown): string {
        const entry = isObject(this) ? files.get(this) : undefined;
        if (entry === undefined) throw new TypeError("text belongs to the files of the context");
        return text(entry);
      },
      enumerable: true,
      configurable: false,
    };
    defineProperty(prototype, "text", descriptor);
    this.filePrototype = freeze(prototype);
  }

  addEntry(entry: Entry): void {
    append(this.entries, entry);
  }

  addPart(part: Part): void {
    append(this.parts, part);
  }

  addHistory(question: string, answer: string | null): void {
    append(this.turns, { question, answer });
  }

  /** Makes what a cell is about to read. */
  prepare(flags: number): void {
    if ((flags & READS_CONTEXT) !== 0) this.make("context", () => this.makeContext());
    if ((flags & READS_FILES) !== 0) this.make("files", () => this.list(0, this.entries.length));
    if ((flags & READS_HISTORY) !== 0) this.make("history", () => this.makeHistory());
  }

  /** Undefined where no cell has read it yet. */
  get(name: "context" | "files" | "history"): unknown {
    return this.made.get(name);
  }

  text(entry: number): string {
    const { path, characters } = this.entries[entry] ?? { path: "", characters: 0 };
    if (characters > LONGEST_STRING) {
      throw new RangeError(
        `${path} has ${digits(characters)} characters, and a string holds at most ${digits(LONGEST_STRING)}. Search it with grep(), which reads it in pieces.`,
      );
    }
    let text: unknown;
    try {
      text = this.supervisor.text(entry);
    } catch {
      // An error of the outer realm.
    }
    if (typeof text !== "string") throw new Error(`${path} can't be read: the copy of the context is gone or damaged.`);
    return text;
  }

  /** How a file looks when it is shown: its text is only measured. */
  readonly describe = (value: object): string | null => {
    const entry = this.files.get(value);
    const known = entry === undefined ? undefined : this.entries[entry];
    if (known === undefined) return null;
    const { path, characters, lines, language } = known;
    return `{ path: ${stringify(path)}, size: ${characters}, lines: ${lines}, language: ${stringify(language)}, text: (${count(characters, "character")}) }`;
  };

  private make(name: string, maker: () => unknown): void {
    if (this.made.get(name) === undefined) this.made.set(name, maker());
  }

  private makeContext(): unknown {
    const only = this.parts[0];
    if (only === undefined) return undefined;
    if (this.parts.length === 1 && only.name === "") return this.value(only);
    const named = {};
    for (let i = 0; i < this.parts.length; i++) {
      const part = this.parts[i];
      if (part !== undefined) this.defineNamed(named, part);
    }
    return named;
  }

  /** A named part is made when it is first read. */
  private defineNamed(named: object, part: Part): void {
    const read = (): unknown => {
      const value = this.value(part);
      define(named, part.name, value);
      return value;
    };
    const descriptor = { __proto__: null, get: read, set: undefined, enumerable: true, configurable: true };
    defineProperty(named, part.name, descriptor);
  }

  private value({ shape, first, count: many }: Part): unknown {
    switch (shape) {
      case "files":
        return this.list(first, many);
      case "text":
        return this.text(first);
      case "json":
        return parse(this.text(first));
      case "table":
        return parseTable(this.text(first), this.entries[first]?.path ?? "");
      case "records":
        return records(this.text(first));
      default:
        return undefined;
    }
  }

  private list(first: number, many: number): object[] {
    const list: object[] = [];
    for (let i = first; i < min(first + many, this.entries.length); i++) append(list, this.file(i));
    return list;
  }

  private file(index: number): object {
    const known = this.known.get(index);
    if (known !== undefined) return known;
    const entry = this.entries[index];
    const file = create(this.filePrototype);
    define(file, "path", entry?.path);
    define(file, "size", entry?.characters);
    define(file, "lines", entry?.lines);
    define(file, "language", entry?.language);
    this.files.set(file, index);
    this.known.set(index, file);
    return file;
  }

  private makeHistory(): object[] {
    const list: object[] = [];
    for (let i = 0; i < this.turns.length; i++)
      append(list, { question: this.turns[i]?.question, answer: this.turns[i]?.answer });
    return list;
  }
}

/** JSON Lines; blank lines are none. */
function records(text: string): unknown[] {
  const list: unknown[] = [];
  let start = 0;
  for (let line = 1; start < text.length; line++) {
    const feed = indexOf(text, "\n", start);
    const end = feed < 0 ? text.length : feed;
    const json = trim(slice(text, start, end));
    if (json !== "") append(list, parseRecord(json, line));
    start = end + 1;
  }
  return list;
}

function parseRecord(json: string, line: number): unknown {
  try {
    return parse(json);
  } catch {
    throw new SyntaxError(`line ${line} of the context is not JSON: ${cut(json, 200)}`);
  }
}

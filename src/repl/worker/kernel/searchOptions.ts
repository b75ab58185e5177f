import { get, indexOf, isObject, isSafeInteger, lastIndexOf, regexExec, regexFlags, regexSource } from "./intrinsics";
import { isRegExp } from "./kinds";
import { cut } from "./text";

/** Finds the first match at or after a place in a text; `end` is then where it ends. -1: none. */
export interface Matcher {
  find(text: string, from: number): number;
  readonly end: number;
}

export interface SearchOptions {
  readonly matcher: Matcher;
  /** Whether a file is searched. */
  readonly takes: ((path: string) => boolean) | null;
  readonly max: number;
  readonly around: number;
}

/** Reads the arguments of `grep`; throws errors that say what is wanted. */
export function searchOptions(pattern: unknown, options: unknown): SearchOptions {
  if (options !== undefined && !isObject(options))
    throw new TypeError("grep(pattern, options): options must be an object {path, max, context, ignoreCase}");
  const option = (name: string): unknown => (isObject(options) ? get(options, name) : undefined);
  return {
    matcher: matcherOf(pattern, option("ignoreCase") === true),
    takes: pathFilter(option("path")),
    max: wholeNumber("max", option("max"), 1000),
    around: wholeNumber("context", option("context"), 0),
  };
}

function wholeNumber(name: string, value: unknown, usual: number): number {
  if (value === undefined) return usual;
  if (typeof value !== "number" || !(value >= 0)) throw new RangeError(`grep: ${name} must be a number from 0 on`);
  return isSafeInteger(value) ? value : Number.MAX_SAFE_INTEGER;
}

function matcherOf(pattern: unknown, ignoreCase: boolean): Matcher {
  const regex = asRegex(pattern);
  if (regex === null && (typeof pattern !== "string" || pattern === "")) {
    throw new TypeError(
      "grep(pattern): pattern must be a text that is not empty (taken literally) or a regular expression",
    );
  }
  if (regex === null && !ignoreCase) return new TextMatcher(String(pattern));
  const source = regex === null ? escape(String(pattern)) : regex.source;
  return new RegexMatcher(new RegExp(source, flagsOf(regex?.flags ?? "", ignoreCase)));
}

function asRegex(pattern: unknown): { readonly source: string; readonly flags: string } | null {
  return isRegExp(pattern) ? { source: regexSource(pattern), flags: regexFlags(pattern) } : null;
}

/** `^` and `$` mean lines. */
function flagsOf(given: string, ignoreCase: boolean): string {
  let flags = "gm";
  if (ignoreCase || indexOf(given, "i") >= 0) flags += "i";
  if (indexOf(given, "u") >= 0) flags += "u";
  if (indexOf(given, "v") >= 0) flags += "v";
  if (indexOf(given, "s") >= 0) flags += "s";
  return flags;
}

const SPECIAL = ".*+?^${}()|[]\\/-";

function escape(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) out += (indexOf(SPECIAL, text[i] ?? "") >= 0 ? "\\" : "") + (text[i] ?? "");
  return out;
}

class TextMatcher implements Matcher {
  end = 0;
  constructor(private readonly wanted: string) {}

  find(text: string, from: number): number {
    const at = indexOf(text, this.wanted, from);
    this.end = at + this.wanted.length;
    return at;
  }
}

class RegexMatcher implements Matcher {
  end = 0;
  constructor(private readonly regex: RegExp) {}

  find(text: string, from: number): number {
    this.regex.lastIndex = from;
    const match = regexExec(this.regex, text);
    if (match === null) return -1;
    this.end = match.index + match[0].length;
    return match.index;
  }
}

/** A part of the path, a glob with `*`, `**` and `?`, or a regular expression. */
function pathFilter(path: unknown): ((path: string) => boolean) | null {
  if (path === undefined || path === null || path === "") return null;
  const regex = asRegex(path);
  if (regex !== null) {
    const wanted = new RegExp(regex.source, indexOf(regex.flags, "i") >= 0 ? "i" : "");
    return (given) => regexExec(wanted, given) !== null;
  }
  if (typeof path !== "string")
    throw new TypeError(`grep: path must be a text or a regular expression, not ${cut(typeof path, 40)}`);
  if (indexOf(path, "*") < 0 && indexOf(path, "?") < 0) return (given) => indexOf(given, path) >= 0;
  const glob = new RegExp(globSource(path), "");
  return (given) => regexExec(glob, given) !== null;
}

/** A glob without a slash is about the file's name, as in `.gitignore`. */
function globSource(glob: string): string {
  let source = lastIndexOf(glob, "/") < 0 ? "(?:^|/)" : "^";
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i] ?? "";
    if (c === "*" && glob[i + 1] === "*") {
      const folders = glob[i + 2] === "/";
      source += folders ? "(?:.*/)?" : ".*";
      i += folders ? 2 : 1;
    } else if (c === "*") source += "[^/]*";
    else if (c === "?") source += "[^/]";
    else source += escape(c);
  }
  return `${source}$`;
}

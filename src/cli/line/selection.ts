import type { Arguments } from "./arguments";
import { UsageError } from "./usageError";

/** What stands for the context on a command line. */
export interface ContextChoice {
  /** Files, folders, globs; `-` is standard input. */
  readonly paths: readonly string[];
  /** Paths by the name of their context; empty unless contexts are named. */
  readonly named: ReadonlyMap<string, readonly string[]>;
}

export interface Selection extends ContextChoice {
  readonly question: string | null;
}

const NAMED = /^([^=\s/\\]+)=(.+)$/s;

/** Sorts positional arguments and `--context-name`. Throws `UsageError` where they contradict each other. */
export function readSelection(args: Arguments<"context-name">, expectsQuestion: boolean): Selection {
  const named = new Map<string, string[]>();
  const addNamed = (name: string, path: string): void => {
    named.set(name, [...(named.get(name) ?? []), path]);
  };
  for (const text of args.all("context-name")) {
    const [, name, path] = NAMED.exec(text) ?? [];
    if (name === undefined || path === undefined) {
      throw new UsageError(`--context-name must be NAME=PATH, such as spec=docs/spec.md, not "${text}".`);
    }
    addNamed(name, path);
  }
  const rest: string[] = [];
  for (const { text, follows } of args.positionals) {
    const [, name, path] = follows === "context-name" ? (NAMED.exec(text) ?? []) : [];
    if (name !== undefined && path !== undefined) addNamed(name, path);
    else rest.push(text);
  }
  const question = expectsQuestion ? (rest.shift() ?? null) : null;
  if (named.size > 0 && rest.length > 0) {
    throw new UsageError(`Give every path a name with --context-name, or none: "${rest.join(" ")}" has no name.`);
  }
  const all = [...rest, ...[...named.values()].flat()];
  if (all.filter((path) => path === "-").length > 1)
    throw new UsageError('"-" stands for standard input, which can be read only once.');
  return { question, paths: rest, named };
}

/** What the newest message says at its end about limits and variables. */
export interface Status {
  readonly turn: number;
  readonly maxTurns: number;
  /** Null where sub-queries are switched off. */
  readonly subQueriesLeft: number | null;
  readonly tokensLeft: number | null;
  readonly variables: readonly string[];
}

/** Reads the last status line of a message; where there is none, as if there were no limits. */
export function readStatus(message: string): Status {
  const line = [...message.matchAll(/^\[Turn (\d+) of (\d+)(.*)\]$/gm)].at(-1);
  const [, turn = "1", maxTurns = "20", facts = ""] = line ?? [];
  const variables = /; variables: (.*)$/.exec(facts)?.[1] ?? "";
  return {
    turn: Number(turn),
    maxTurns: Number(maxTurns),
    subQueriesLeft: numberIn(facts, /; ([\d,]+) sub-queries left/),
    tokensLeft: numberIn(facts, /; ([\d,]+) tokens left/),
    variables: [...variables.matchAll(/(?:^|, )([\p{ID_Start}$_][\p{ID_Continue}$]*) \(/gu)].map(
      (match) => match[1] ?? "",
    ),
  };
}

function numberIn(facts: string, pattern: RegExp): number | null {
  const found = pattern.exec(facts)?.[1];
  return found === undefined ? null : Number(found.replaceAll(",", ""));
}

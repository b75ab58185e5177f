import type { OptionSpec, OptionTable } from "./arguments";

export interface CommandHelp {
  readonly usage: string;
  /** One line for the list of commands. */
  readonly text: string;
  readonly details: string;
  readonly examples: readonly string[];
}

export function generalHelp(commands: Readonly<Record<string, CommandHelp>>): string {
  const lines = ["Ask a question about more text than any model can read.", "", "Usage: rlm <command> [options]", ""];
  lines.push(...columns(Object.entries(commands).map(([name, { text }]) => [name, text])));
  lines.push("", "rlm help <command> or rlm <command> --help says more; rlm --version prints the version.");
  lines.push("Without a key the built-in offline model answers by keyword search. See .env.example for keys.");
  return `${lines.join("\n")}\n`;
}

export function commandHelp(help: CommandHelp, options: OptionTable): string {
  const lines = [`Usage: rlm ${help.usage}`, "", sentence(help.text)];
  if (help.details !== "") lines.push("", help.details);
  const listed = Object.entries(options).flatMap(([name, spec]): [string, string][] =>
    spec.text === undefined ? [] : [[signature(name, spec), spec.text]],
  );
  lines.push("", "Options:", ...columns(listed));
  if (help.examples.length > 0) lines.push("", "Examples:", ...help.examples.map((example) => `  ${example}`));
  return `${lines.join("\n")}\n`;
}

function signature(name: string, { short, value }: OptionSpec): string {
  return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

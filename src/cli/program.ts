import { LimitError } from "../core/limits";
import { readArguments } from "./line/arguments";
import { COMMANDS, type Command } from "./commands";
import { commandHelp, generalHelp } from "./line/help";
import { nearest } from "./line/nearest";
import { Output } from "./output/output";
import { EXIT } from "./process/status";
import { UsageError } from "./line/usageError";

/** Runs one command line and ends the process with its exit status, once all output has been taken. */
export async function main(args: readonly string[]): Promise<void> {
  const output = new Output(process.stdout, process.stderr, process.env);
  process.on("uncaughtException", (error) => {
    output.problem(`rlm: something went wrong inside: ${error.message}`);
    process.exit(EXIT.failed);
  });
  const status = await dispatch(args, output).catch((error: unknown) => report(error, output));
  process.exit(await drained(output, status));
}

async function dispatch(args: readonly string[], output: Output): Promise<number> {
  const [name, ...rest] = args;
  switch (name) {
    case undefined:
      output.problem(generalHelp(COMMANDS).trimEnd());
      return EXIT.usage;
    case "--version":
      output.result(`rlm ${__RLM_VERSION__}\n`);
      return EXIT.done;
    case "help":
    case "--help":
    case "-h":
      output.result(rest[0] === undefined ? generalHelp(COMMANDS) : helpOf(rest[0]));
      return EXIT.done;
    default:
      return start(name, rest, output);
  }
}

async function start(name: string, args: readonly string[], output: Output): Promise<number> {
  const command = commandOf(name);
  if (asksForHelp(args)) {
    output.result(helpOf(name));
    return EXIT.done;
  }
  const read = readArguments(command.later === true ? [] : args, command.options);
  if (read.has("quiet")) output.hush();
  return command.run(read, output);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === "--help" || arg === "-h");
}

function helpOf(name: string): string {
  const command = commandOf(name);
  return commandHelp(command, command.options);
}

function commandOf(name: string): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command;
  const meant = nearest(name, [...Object.keys(COMMANDS), "help"]);
  if (meant !== null) throw new UsageError(`There is no command "${name}". Did you mean "rlm ${meant}"?`);
  const asked = name.startsWith("-") ? "Options follow a command" : `To ask a question: rlm ask "${name}"`;
  throw new UsageError(`There is no command "${name}". ${asked}; rlm help lists the commands.`);
}

function report(error: unknown, output: Output): number {
  const message = error instanceof Error ? error.message : String(error);
  output.problem(`rlm: ${message}`);
  return error instanceof UsageError || error instanceof LimitError ? EXIT.usage : EXIT.failed;
}

async function drained(output: Output, status: number): Promise<number> {
  try {
    await output.drain();
    return status;
  } catch (error) {
    const told = report(error, output);
    return status === EXIT.done ? told : status;
  }
}

import type { Arguments, OptionTable } from "./line/arguments";
import type { CommandHelp } from "./line/help";
import { ASK_OPTIONS, HELP_OPTION, MODELS_OPTIONS, REPL_OPTIONS, RUNS_OPTIONS, SHOW_OPTIONS } from "./line/options";
import type { Output } from "./output/output";
import { UsageError } from "./line/usageError";

export interface Command extends CommandHelp {
  readonly options: OptionTable;
  /** Not there yet: its arguments are not looked at, only its help is. */
  readonly later?: true;
  /** Returns the exit status. Throws `UsageError` for a command line that can't be carried out. */
  run(args: Arguments, output: Output): Promise<number>;
}

/** Every command by its name, in the order of the help. What a command needs is loaded when it runs. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  ask: {
    usage: 'ask "<question>" [path …]',
    text: "ask a question about files, folders or piped text",
    details: `Paths are files, folders or globs; "-" is standard input. Without paths: piped input if there is any, else the
current folder. With paths, standard input is not read. Standard output carries the answer and nothing else.

Exit status: 0 answered; 3 turns ran out, or stopped by a limit; 1 failed; 2 wrong usage; 130 interrupted. Ctrl+C once
stops the run cleanly and prints what there is; twice exits at once.`,
    examples: ['rlm ask "Where is the retry limit set?" src', 'git log -p | rlm ask "Which commits touch the parser?"'],
    options: ASK_OPTIONS,
    run: async (args, output) => (await import("./ask/ask")).ask(args, output),
  },
  repl: {
    usage: "repl [path …]",
    text: "the REPL by hand, over the same context and sandbox",
    details: `Standard input carries cells, so it can't be the context. In a terminal there are a history and input over several
lines; .help says what else. With --json every line of standard input is {"code": "…"} and is answered by one line:
{"ok", "output", "value", "error", "final", "ms", "restarted"}.`,
    examples: ["rlm repl src docs", "rlm repl --no-models server.log"],
    options: REPL_OPTIONS,
    run: async (args, output) => (await import("./repl/repl")).repl(args, output),
  },
  runs: {
    usage: "runs [--dir DIR]",
    text: "saved runs, newest first",
    details: "",
    examples: ["rlm runs"],
    options: RUNS_OPTIONS,
    run: async (args, output) => (await import("./saved/runs")).runs(args, output),
  },
  show: {
    usage: "show RUN|FILE",
    text: "print a saved run as cells",
    details: "RUN is an id as `rlm runs` prints it, or a part of one that fits no other; `last` is the newest run.",
    examples: ["rlm show last | less"],
    options: SHOW_OPTIONS,
    run: async (args, output) => (await import("./saved/show")).show(args, output),
  },
  export: later({
    usage: "export RUN|FILE --to md|html|otlp|rlms|chat [--out FILE]",
    text: "a saved run in another format (comes with a later version)",
    details: "This command comes with a later version. Until then `rlm show` prints a run as text.",
  }),
  eval: later({
    usage: "eval DATASET …",
    text: "benchmarks (comes with a later version)",
    details: "This command comes with a later version.",
  }),
  models: {
    usage: "models",
    text: "what can be reached from here, with windows and prices",
    details: "With a key or a base URL the server is asked for its models. The offline model is always there.",
    examples: ["rlm models --base-url http://localhost:11434/v1"],
    options: MODELS_OPTIONS,
    run: async (args, output) => (await import("./models/models")).models(args, output),
  },
};

function later(help: Omit<CommandHelp, "examples">): Command {
  const run = (): Promise<number> =>
    Promise.reject(new UsageError(`rlm ${help.usage.split(" ")[0] ?? ""}: ${help.details}`));
  return { ...help, examples: [], options: HELP_OPTION, later: true, run };
}

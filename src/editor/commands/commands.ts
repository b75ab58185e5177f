import * as vscode from "vscode";
import { report } from "../actions";
import type { CommandId } from "../ids";

/** What a command does; what it returns is for programs that call it. */
export type Handler = (...args: readonly unknown[]) => unknown;

/** All commands of package.json: one that is forgotten does not compile. */
export type CommandTable = { readonly [C in CommandId]: Handler };

/** Registers commands. A failure is told to the person once and never thrown at the caller. */
export function registerCommands(table: CommandTable, log: vscode.LogOutputChannel): vscode.Disposable {
  const registered = Object.entries(table).map(([id, handler]) =>
    vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
      try {
        return await handler(...args);
      } catch (error) {
        report(error, id, log);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

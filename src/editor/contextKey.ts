import * as vscode from "vscode";

/** A context key for `when` clauses that tells VS Code only about changes. */
export class BooleanContextKey {
  private told: boolean | undefined;

  constructor(private readonly name: string) {}

  set(value: boolean): void {
    if (this.told === value) return;
    this.told = value;
    vscode.commands.executeCommand("setContext", this.name, value).then(undefined, () => {
      this.told = undefined;
    });
  }
}

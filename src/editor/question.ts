import * as vscode from "vscode";
import { questionProblem } from "./questionText";

const LAST_QUESTION = "lastQuestion";

/** Asks for the question and remembers the last one of this workspace. */
export class QuestionBox {
  constructor(private readonly memory: vscode.Memento) {}

  /** `about` names the context, for the title. Undefined when the person changed their mind; never blank. */
  async ask(about: string, proposal?: string): Promise<string | undefined> {
    const answer = await vscode.window.showInputBox({
      title: `Ask RLM about ${about}`,
      prompt: "What do you want to know? A model will write code that reads the context, and answer with its evidence.",
      placeHolder: "Where is the retry limit set, and what happens when it is reached?",
      value: proposal ?? this.memory.get(LAST_QUESTION, ""),
      ignoreFocusOut: true,
      validateInput: questionProblem,
    });
    if (answer === undefined) return undefined;
    const question = answer.trim();
    await this.memory.update(LAST_QUESTION, question);
    return question;
  }
}

import * as vscode from "vscode";
import { OPENAI_KEY_SECRET } from "../ids";
import { apiKeyProblem } from "./apiKeyText";

/** The key of OpenAI, or of the server at `rlm.baseUrl`. It is kept in SecretStorage and nowhere else. */
export class ApiKey {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  /** The stored key, else the environment's `OPENAI_API_KEY`; null where there is neither. */
  async read(): Promise<string | null> {
    const stored = await this.secrets.get(OPENAI_KEY_SECRET);
    const key = (stored ?? process.env["OPENAI_API_KEY"] ?? "").trim();
    return key === "" ? null : key;
  }

  async store(key: string): Promise<void> {
    await this.secrets.store(OPENAI_KEY_SECRET, key.trim());
  }

  /** Returns whether there was one. */
  async remove(): Promise<boolean> {
    const stored = await this.secrets.get(OPENAI_KEY_SECRET);
    await this.secrets.delete(OPENAI_KEY_SECRET);
    return stored !== undefined;
  }

  /** Asks for the key and stores it; false when the person changed their mind. */
  async ask(): Promise<boolean> {
    const key = await vscode.window.showInputBox({
      title: "RLM: Set API Key",
      prompt:
        "The key of OpenAI, or of the server in the setting rlm.baseUrl. It is kept in this machine's secret storage " +
        "and sent only to that server, to pay for the requests of your runs.",
      placeHolder: "sk-…",
      password: true,
      ignoreFocusOut: true,
      validateInput: apiKeyProblem,
    });
    if (key === undefined) return false;
    await this.store(key);
    return true;
  }
}

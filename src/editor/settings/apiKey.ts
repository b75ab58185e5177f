import * as vscode from "vscode";
import { OPENAI_BASE_URL } from "../../models/endpoint";
import { keyPlace } from "./apiKeyPlace";
import { apiKeyProblem } from "./apiKeyText";

/**
 * Keys, one for each server: a key that was given for one is never sent to another, whoever changes `rlm.baseUrl`. They
 * are kept in SecretStorage and nowhere else. `baseUrl` is the setting; empty: OpenAI's own.
 */
export class ApiKey {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  /** The stored key of that server; for OpenAI's own else the environment's `OPENAI_API_KEY`. Null: there is none. */
  async read(baseUrl: string): Promise<string | null> {
    const place = keyPlace(baseUrl);
    if (place === null) return null;
    const fallback = place.host === keyPlace(OPENAI_BASE_URL)?.host ? process.env["OPENAI_API_KEY"] : undefined;
    const key = ((await this.secrets.get(place.secret)) ?? fallback ?? "").trim();
    return key === "" ? null : key;
  }

  /** Returns whether there was one. */
  async remove(baseUrl: string): Promise<boolean> {
    const place = keyPlace(baseUrl);
    if (place === null) return false;
    const stored = await this.secrets.get(place.secret);
    await this.secrets.delete(place.secret);
    return stored !== undefined;
  }

  /** Asks for the key of that server and stores it; the server's host, or null when the person changed their mind. */
  async ask(baseUrl: string): Promise<string | null> {
    const place = keyPlace(baseUrl);
    if (place === null) return null;
    const key = await vscode.window.showInputBox({
      title: `RLM: Set API Key for ${place.host}`,
      prompt:
        `The key of ${place.host}${baseUrl === "" ? " (OpenAI)" : ", the server in the setting rlm.baseUrl"}. It is kept in this ` +
        "machine's secret storage and sent only to that server, to pay for the requests of your runs.",
      placeHolder: "sk-…",
      password: true,
      ignoreFocusOut: true,
      validateInput: apiKeyProblem,
    });
    if (key === undefined) return null;
    await this.secrets.store(place.secret, key.trim());
    return place.host;
  }
}

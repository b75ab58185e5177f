import * as vscode from "vscode";
import { connectModels, type Connected } from "../../models/connect";
import type { Settings } from "./schema";

/** The way to the models. Runs with the same settings and key share one, and with it its limits on requests. */
export class Models implements vscode.Disposable {
  private readonly connected = new Map<string, Connected>();
  private waiting: vscode.Disposable | undefined;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Sends nothing yet. Throws a `ModelError` for settings that can't work. */
  connect({ provider, baseUrl, model, subModel, concurrency }: Settings, apiKey: string | null): Connected {
    const options = { provider, baseUrl, model, subModel, concurrency, apiKey };
    const id = JSON.stringify(options);
    const known = this.connected.get(id);
    if (known !== undefined) return known;
    const models = connectModels({ ...options, onWait: (text) => this.showWait(text) });
    this.connected.set(id, models);
    return models;
  }

  dispose(): void {
    this.waiting?.dispose();
    for (const models of this.connected.values()) models.dispose();
    this.connected.clear();
  }

  private showWait(text: string | null): void {
    this.waiting?.dispose();
    this.waiting = text === null ? undefined : vscode.window.setStatusBarMessage(`$(watch) RLM: ${text}`);
    if (text !== null) this.log.info(text);
  }
}

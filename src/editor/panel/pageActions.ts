import * as vscode from "vscode";
import { report, say, takeAction } from "../actions";
import type { RunService } from "../runs/runService";
import type { RunSource } from "../runs/runSource";
import { webAddress } from "./inbound";
import type { PageMessage } from "./messages";
import { openReference } from "./openReference";
import type { PanelActions, RunPanel } from "./runPanel";
import type { TextDocuments } from "./textDocuments";
import { hasText } from "./textRefs";

/** Does what a page asks for. Everything is checked against the run that the page shows. */
export class PageActions implements PanelActions {
  constructor(
    private readonly runs: RunService,
    private readonly texts: TextDocuments,
    private readonly log: vscode.LogOutputChannel,
    /** Asks the question of a run again, about the same context. */
    private readonly askAgain: (source: RunSource) => Promise<void>,
  ) {}

  problem(message: string): void {
    this.log.warn(message);
  }

  async handle(message: PageMessage, panel: RunPanel): Promise<void> {
    try {
      await this.take(message, panel);
    } catch (error) {
      report(error, message.type, this.log);
    }
  }

  private async take(message: PageMessage, panel: RunPanel): Promise<void> {
    const { source } = panel;
    switch (message.type) {
      case "ready":
      case "resync":
        return;
      case "getText": {
        panel.post({ type: "text", ref: message.ref, ...(await readText(source, message.ref)) });
        return;
      }
      case "stop":
        this.runs.find(source.id)?.stop();
        return;
      case "openReference": {
        const { message: text } = await openReference(source, message, panel.otherColumn);
        if (text !== null) await say("info", text, null);
        return;
      }
      case "openLink": {
        const url = webAddress(message.url);
        if (url !== null) await vscode.env.openExternal(vscode.Uri.parse(url, true));
        return;
      }
      case "openText":
        await this.texts.open({ ...message, run: source.id, content: { ref: message.ref } }, panel.otherColumn);
        return;
      case "openInline":
        await this.texts.open({ ...message, run: source.id, content: { text: message.text } }, panel.otherColumn);
        return;
      case "action":
        if (message.action === "ask-again") await this.askAgain(source);
        else await takeAction(message.action);
        return;
    }
  }
}

async function readText(
  source: RunSource,
  hash: string,
): Promise<{ readonly text: string | null; readonly problem: string | null }> {
  if (!hasText(source.snapshot(), hash)) return { text: null, problem: "This run has no such text." };
  try {
    return { text: await source.text(hash), problem: null };
  } catch (error) {
    return { text: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

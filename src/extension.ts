import * as vscode from "vscode";
import { TempContextPacker } from "./context/packer";
import { report } from "./editor/actions";
import { createApi, type RlmApi } from "./editor/api";
import { Asker } from "./editor/ask";
import { askCommands } from "./editor/commands/askCommands";
import { registerCommands } from "./editor/commands/commands";
import { runCommands } from "./editor/commands/runCommands";
import { setupCommands } from "./editor/commands/setupCommands";
import { sameChoice } from "./editor/context/again";
import { PageActions } from "./editor/panel/pageActions";
import { RunPanels } from "./editor/panel/runPanels";
import { TextDocuments } from "./editor/panel/textDocuments";
import { Problem } from "./editor/problem";
import { QuestionBox } from "./editor/question";
import { GatedStore } from "./editor/runs/gatedStore";
import { announceEnds } from "./editor/runs/runNotices";
import { RunService } from "./editor/runs/runService";
import { RunsView } from "./editor/runs/runsView";
import { RunStatusBar } from "./editor/runs/statusBar";
import { ApiKey } from "./editor/settings/apiKey";
import { Models } from "./editor/settings/models";
import { ProcessReplFactory } from "./repl/handle";
import { FileStore } from "./runs/fileStore";

let runs: RunService | undefined;

export function activate(context: vscode.ExtensionContext): RlmApi {
  const log = vscode.window.createOutputChannel("RLM", { log: true });
  const storage = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, "runs");
  const service = new RunService(
    {
      store: new GatedStore(new FileStore(storage.fsPath), (text) => report(new Problem(text), "saving", log)),
      repls: new ProcessReplFactory({ workerPath: context.asAbsolutePath("dist/worker.cjs") }),
      contexts: new TempContextPacker(),
      app: { name: "rlm-vscode", version: __RLM_VERSION__, host: "editor", pid: process.pid },
    },
    log,
  );
  runs = service;
  const key = new ApiKey(context.secrets);
  const models = new Models(log);
  const asker = new Asker(service, models, key, new QuestionBox(context.workspaceState), log);
  const texts = new TextDocuments(service);
  const actions = new PageActions(service, texts, log, async (source) => {
    const run = await asker.ask(() => sameChoice(source), { proposal: source.question });
    if (run !== undefined) panels.show(run);
  });
  const panels = new RunPanels(context.extensionUri, service, actions);
  const view = new RunsView(service, log);
  const commands = {
    ...askCommands(asker, panels),
    ...runCommands(service, panels, view),
    ...setupCommands(key, log),
  };
  context.subscriptions.push(
    log,
    service,
    models,
    texts,
    panels,
    view,
    new RunStatusBar(service),
    announceEnds(service, panels, log),
    registerCommands(commands, log),
  );
  return createApi(asker, service, panels);
}

/** The window closes: what runs have found so far is on disk, and their workers are gone, before this resolves. */
export async function deactivate(): Promise<void> {
  await runs?.shutDown();
}

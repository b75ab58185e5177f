import { TempContextPacker } from "../../context/packer";
import type { AppInfo } from "../../core/events";
import type { RlmOptions } from "../../core/run";
import type { Connected } from "../../models/connect";
import { ProcessReplFactory } from "../../repl/handle";
import { writeWorkerFile } from "./workerFile";

const APP: AppInfo = { name: "rlm", version: __RLM_VERSION__, host: "cli", pid: process.pid };

/** The parts that the engine works with here, over connected models. */
export async function engineOptions(models: Connected): Promise<Omit<RlmOptions, "store" | "limits">> {
  if (__RLM_WORKER_SOURCE__ === null) throw new Error("This build of rlm has no REPL worker in it. Build it again.");
  return {
    model: models.root,
    subModel: models.sub,
    findModel: (id) => models.findModel(id),
    repls: new ProcessReplFactory({ workerPath: await writeWorkerFile(__RLM_WORKER_SOURCE__) }),
    contexts: new TempContextPacker(),
    app: APP,
  };
}

import type { RunNode } from "../src/core/trajectory";

/** How the state of a run looks and what it is called. */
export const RUN_STATUS: Readonly<
  Record<
    RunNode["status"],
    { readonly text: string; readonly icon: string; readonly tone: "ok" | "warning" | "error" | "muted" }
  >
> = {
  running: { text: "Running", icon: "sync", tone: "muted" },
  answered: { text: "Answered", icon: "pass-filled", tone: "ok" },
  forced: { text: "Turns ran out", icon: "warning", tone: "warning" },
  stopped: { text: "Stopped", icon: "stop-circle", tone: "warning" },
  failed: { text: "Failed", icon: "error", tone: "error" },
  interrupted: { text: "Interrupted", icon: "debug-disconnect", tone: "warning" },
};

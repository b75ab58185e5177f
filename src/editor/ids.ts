/** The names that package.json and the code share; a test holds the two together. */

export const Command = {
  askWorkspace: "rlm.askWorkspace",
  askSelectedFiles: "rlm.askSelectedFiles",
  askThisFile: "rlm.askThisFile",
  askSelection: "rlm.askSelection",
  askOpenEditors: "rlm.askOpenEditors",
  stop: "rlm.stop",
  showRun: "rlm.showRun",
  openRun: "rlm.openRun",
  deleteRun: "rlm.deleteRun",
  refreshRuns: "rlm.refreshRuns",
  setApiKey: "rlm.setApiKey",
  removeApiKey: "rlm.removeApiKey",
  openSettings: "rlm.openSettings",
  showLog: "rlm.showLog",
} as const;

export type CommandId = (typeof Command)[keyof typeof Command];

export const View = { runs: "rlm.runs" } as const;

/** The kind of webview panel that shows a run. */
export const PANEL_TYPE = "rlm.run";

/** The scheme of a run's texts as read-only editors. */
export const TEXT_SCHEME = "rlm-text";

export const ContextKey = { running: "rlm.running", hasRun: "rlm.hasRun" } as const;

/** The section that all settings are in. */
export const SETTINGS_SECTION = "rlm";

/** The name under which SecretStorage keeps the key of OpenAI and of servers that speak its protocol. */

import { closeSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { hostEnvironment } from "./environment";
import { makeHome, removeHome } from "./home";
import { install } from "./install";
import { freePort } from "./port";
import { startGroup } from "./processGroup";
import { readTools } from "./tools";

const START_MS = 60_000;

/** A test host that was forgotten ends by itself. */
const IDLE_SECONDS = 1800;

const QUIET_SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "git.openRepositoryInParentFolders": "never",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
};

export interface ServerOptions {
  /**
   * `driver`: VS Code's test driver is on, so an address may name an extension under development and its tests; VS Code
   * then shows no notifications and refuses modal dialogs. `user`: everything as a person has it.
   */
  readonly mode: "driver" | "user";
  /** Where it keeps user data; a temporary folder, removed by `stop`, when absent. */
  readonly home?: string;
  /** A free one when absent. */
  readonly port?: number;
  /** Packed extension to install. */
  readonly vsix?: string;
  /** Unpacked extensions to have installed from the start, as `publisher.name-version`. */
  readonly extensions?: readonly string[];
  /** User settings, added to the quiet ones; written only into a new home. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Asks for workspace trust, as VS Code does by default. */
  readonly trust?: boolean;
  /** For a person: it stays until it is stopped, and the extension host sees the person's own API keys. Default false. */
  readonly personal?: boolean;
  readonly password?: string;
}

export interface HostServer {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  readonly home: string;
  readonly port: number;
  /** What the server has said. */
  log(): string;
  /** Resolves when the server ends by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the packaged VS Code on loopback. Throws with its log when it isn't ready within a minute. */
export async function startServer(options: ServerOptions): Promise<HostServer> {
  const { vscodeHost, node } = readTools();
  const home = options.home ?? makeHome();
  const folders = prepareHome(home, options);
  const env = hostEnvironment(home, options.personal ?? false, {
    ...options.env,
    ...(options.password === undefined ? {} : { PASSWORD: options.password }),
  });
  const entry = join(vscodeHost, "node_modules/code-server/out/node/entry.js");
  if (options.vsix !== undefined) await install(node, [entry, ...folders], env, resolve(options.vsix));
  const port = options.port ?? (await freePort());
  const logFile = join(home, "server.log");
  const output = openSync(logFile, "w");
  const args = [entry, ...folders, ...flags(options, port)];
  const group = startGroup(node, args, env, output);
  const log = () => readFileSync(logFile, "utf8");
  const stop = async () => {
    await group.stop();
    if (options.home === undefined) removeHome(home);
  };
  closeSync(output);
  const url = `http://127.0.0.1:${port}/`;
  if (!(await ready(url, () => group.ended()))) {
    const said = log();
    await stop();
    throw new Error(`The VS Code host did not start:\n${said}`);
  }
  const ended = new Promise<void>((done) => void group.process.once("exit", () => done()));
  return { url, home, port, log, ended, stop };
}

/** Makes the folders and settings of a new home; returns the options that name them. */
function prepareHome(home: string, options: ServerOptions): readonly string[] {
  const data = join(home, "data");
  const extensions = join(home, "extensions");
  const config = join(home, "config.yaml");
  mkdirSync(extensions, { recursive: true });
  writeFileSync(config, `auth: ${options.password === undefined ? "none" : "password"}\n`);
  // Settings that a workspace may override come from the machine's file here, all others from the user's.
  for (const scope of ["User", "Machine"]) {
    mkdirSync(join(data, scope), { recursive: true });
    const file = join(data, scope, "settings.json");
    if (!existsSync(file)) writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...options.settings }, null, 2));
  }
  for (const folder of options.extensions ?? []) {
    const link = join(extensions, basename(folder));
    if (!existsSync(link)) symlinkSync(resolve(folder), link);
  }
  return ["--config", config, "--user-data-dir", data, "--extensions-dir", extensions];
}

function flags(options: ServerOptions, port: number): readonly string[] {
  return [
    ...["--bind-addr", `127.0.0.1:${port}`, "--auth", options.password === undefined ? "none" : "password"],
    ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override", "--ignore-last-opened"],
    ...(options.trust === true ? [] : ["--disable-workspace-trust"]),
    ...(options.mode === "driver" ? ["--vscode-option", "enable-smoke-test-driver"] : []),
    ...(options.personal === true ? [] : ["--idle-timeout-seconds", `${IDLE_SECONDS}`]),
  ];
}

async function ready(url: string, ended: () => boolean): Promise<boolean> {
  const end = Date.now() + START_MS;
  while (!ended() && Date.now() < end) {
    try {
      if ((await fetch(`${url}healthz`)).ok) return true;
    } catch {
      // It does not listen yet.
    }
    await delay(100);
  }
  return false;
}

import Module from "node:module";
import { freezeRealm } from "./freeze";

// prettier-ignore
const PROCESS_MEMBERS = [
  "getBuiltinModule", "binding", "_linkedBinding", "dlopen", "kill", "_kill", "_debugProcess", "_debugEnd",
  "_startProfilerIdleNotifier", "_stopProfilerIdleNotifier", "execve", "chdir", "report", "loadEnvFile", "mainModule",
  "send", "abort", "setuid", "setgid", "seteuid", "setegid", "setgroups", "initgroups", "umask", "cwd", "openStdin",
  "_getActiveHandles", "_getActiveRequests", "getActiveResourcesInfo", "argv", "argv0", "execArgv", "execPath", "channel",
  "constrainedMemory", "stdin", "stdout", "stderr", "_rawDebug", "_tickCallback", "moduleLoadList", "features", "config",
  "release", "setSourceMapsEnabled", "setUncaughtExceptionCaptureCallback", "addUncaughtExceptionCaptureCallback",
  "finalization", "ref", "unref", "exit", "reallyExit", "title", "ppid", "pid", "allowedNodeEnvironmentFlags",
] as const;

// prettier-ignore
const GLOBALS = [
  "fetch", "WebSocket", "EventSource", "Request", "Response", "FormData", "Headers", "WebAssembly", "navigator",
  "BroadcastChannel", "MessageChannel", "MessagePort", "Worker", "localStorage", "sessionStorage", "Storage", "CloseEvent",
  "process", "Buffer", "global", "require", "module", "exports", "crypto", "structuredClone", "performance",
] as const;

/**
 * Takes from this process, for good, what the permission model leaves: modules (and with them network, SQLite and the
 * inspector), bindings, signals, the environment. Everything the supervisor needs later must be at hand before.
 */
export function lockDown(): void {
  const deny = (): never => {
    throw new Error("denied");
  };
  for (const name of ["_load", "createRequire", "register", "registerHooks"]) hide(Module, name, deny);
  for (const name of ["require", "load", "_compile"]) hide(Module.prototype, name, deny);
  for (const key of Object.keys(require.cache)) Reflect.deleteProperty(require.cache, key);
  dropFileReads();
  for (const key of Object.keys(process.env)) Reflect.deleteProperty(process.env, key);
  for (const name of PROCESS_MEMBERS) hide(process, name, undefined);
  for (const name of GLOBALS) {
    Reflect.deleteProperty(globalThis, name);
    hide(globalThis, name, undefined);
  }
  hide(Error, "prepareStackTrace", undefined);
  freezeRealm();
}

function hide(holder: object, name: string, value: unknown): void {
  Reflect.defineProperty(holder, name, { value, writable: false, configurable: false });
}

/** Node 24 and 26 can give up even the reading of the worker's own file. */
function dropFileReads(): void {
  const { permission } = process;
  const drop: unknown = Reflect.get(Object(permission), "drop");
  if (typeof drop === "function") Reflect.apply(drop, permission, ["fs.read"]);
}

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

const STOP_MS = 5000;

/** A process with all its descendants. */
export interface ProcessGroup {
  readonly process: ChildProcess;
  ended(): boolean;
  /** Asks all of them to end, and ends by force what has not obeyed in five seconds. */
  stop(): Promise<void>;
}

const groups = new Set<number>();

/** Starts a program in a process group of its own, which never outlives this process. */
export function startGroup(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  output: number,
): ProcessGroup {
  const child = spawn(command, args, { detached: true, env, stdio: ["ignore", output, output] });
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  watchOverGroups();
  const ended = () => child.exitCode !== null || child.signalCode !== null || pid === undefined;
  return {
    process: child,
    ended,
    stop: async () => {
      if (pid === undefined) return;
      if (!ended()) {
        const exit = once(child, "exit");
        signal(pid, "SIGTERM");
        const force = setTimeout(() => signal(pid, "SIGKILL"), STOP_MS);
        await exit;
        clearTimeout(force);
      }
      signal(pid, "SIGKILL");
      groups.delete(pid);
    },
  };
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // None of them is left.
  }
}

let watching = false;

function watchOverGroups(): void {
  if (watching) return;
  watching = true;
  // Before others tidy up what these processes still write to.
  process.prependListener("exit", () => groups.forEach((group) => signal(group, "SIGKILL")));
  process.once("SIGTERM", () => process.exit(143));
  process.once("SIGHUP", () => process.exit(129));
}

import type { Repl, ReplFactory, ReplOptions } from "../core/repl";
import { ProcessRepl } from "./processRepl";

export interface ProcessReplFactoryOptions {
  /** Absolute path of the worker's bundle. */
  readonly workerPath: string;
  /** The Node to run it; this process's own by default. */
  readonly nodePath?: string;
  /** Takes a line for the log when a worker breaks the protocol or is started again. */
  readonly log?: (text: string) => void;
}

/** Opens REPLs, each in a locked process of its own. */
export class ProcessReplFactory implements ReplFactory {
  constructor(private readonly options: ProcessReplFactoryOptions) {}

  /** Rejects when the process can't be started: cells never run anywhere else. */
  open(options: ReplOptions): Promise<Repl> {
    const { workerPath, nodePath = process.execPath, log = () => undefined } = this.options;
    return ProcessRepl.open({ ...options, workerPath, nodePath, log });
  }
}

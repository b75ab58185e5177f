/** Put in by the bundler: the version in package.json. */
declare const __RLM_VERSION__: string;
/** Put in by the bundler: the REPL worker's program, in the command line's bundle only. */
declare const __RLM_WORKER_SOURCE__: string | null;

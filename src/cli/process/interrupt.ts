/** Exit status of a process that a signal ended, as shells count. */
const STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** npm hands on the signal that the terminal has already sent to everybody: within this time two are one. */
const SAME_PRESS_MS = 200;

type Signal = keyof typeof STATUS;

const SIGNALS: readonly Signal[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Lets the first Ctrl+C (or SIGTERM, SIGHUP) end the work cleanly; the second one ends the process at once. */
export class Interrupt {
  readonly #controller = new AbortController();
  #status: number | null = null;
  #firstAt = 0;

  /** `onFirst` tells the person that the end is under way. */
  constructor(private readonly onFirst: () => void) {
    for (const signal of SIGNALS) process.on(signal, this.take);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The exit status that the signal asks for; null while there was none. */
  get status(): number | null {
    return this.#status;
  }

  dispose(): void {
    for (const signal of SIGNALS) process.off(signal, this.take);
  }

  private readonly take = (signal: Signal): void => {
    if (this.#status !== null) {
      if (performance.now() - this.#firstAt > SAME_PRESS_MS) process.exit(STATUS[signal]);
      return;
    }
    this.#status = STATUS[signal];
    this.#firstAt = performance.now();
    this.onFirst();
    this.#controller.abort();
  };
}

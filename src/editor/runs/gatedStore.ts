import type { RunEvent } from "../../core/events";
import type { RunLog, RunSummary, SavedRun, Store } from "../../core/store";

/**
 * A store whose logs can be shut for good. When the window closes, what runs have found so far is kept, and how they
 * are torn down is not written: a log without an end reads as interrupted, which is what has happened.
 */
export class GatedStore implements Store {
  private readonly logs = new Set<RunLog>();
  private shut = false;

  /** `onFailure` is told once for each log that can't be written. */
  constructor(
    private readonly store: Store,
    private readonly onFailure: (text: string) => void,
  ) {}

  create(id: string): RunLog {
    const log = this.store.create(id);
    this.logs.add(log);
    let told = false;
    const tellFailure = (): void => {
      if (told || log.failure === null) return;
      told = true;
      this.onFailure(log.failure);
    };
    return {
      id: log.id,
      path: log.path,
      append: (event: RunEvent) => {
        tellFailure();
        return this.shut ? event : log.append(event);
      },
      text: (ref) => log.text(ref),
      close: async () => {
        await log.close();
        tellFailure();
        this.logs.delete(log);
      },
      get failure() {
        return log.failure;
      },
    };
  }

  /** Takes no more events; resolves when all earlier ones are on disk. */
  async shutDown(): Promise<void> {
    this.shut = true;
    await Promise.all([...this.logs].map((log) => log.close()));
  }

  list(): Promise<readonly RunSummary[]> {
    return this.store.list();
  }

  load(id: string): Promise<SavedRun> {
    return this.store.load(id);
  }

  text(id: string, ref: string): Promise<string> {
    return this.store.text(id, ref);
  }

  remove(id: string): Promise<void> {
    return this.store.remove(id);
  }
}

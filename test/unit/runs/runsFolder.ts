import { appendFileSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunEvent } from "../../../src/core/events";
import { FileStore } from "../../../src/runs/fileStore";
import { RunError } from "../../../src/runs/runError";

/** A real folder of saved runs for one test. */
export class RunsFolder {
  private readonly parent = realpathSync(mkdtempSync(join(tmpdir(), "rlm-test-")));
  readonly path = join(this.parent, "runs");
  readonly store = new FileStore(this.path);

  log(id: string): string {
    return join(this.path, `${id}.rlm.jsonl`);
  }

  /** Saves a run in one go. */
  async save(id: string, events: readonly RunEvent[]): Promise<void> {
    const log = this.store.create(id);
    for (const event of events) log.append(event);
    await log.close();
  }

  lines(id: string): string[] {
    return readFileSync(this.log(id), "utf8").split("\n").slice(0, -1);
  }

  append(id: string, text: string): void {
    appendFileSync(this.log(id), text);
  }

  names(): string[] {
    return readdirSync(this.path).sort();
  }

  dispose(): void {
    rmSync(this.parent, { recursive: true, force: true });
  }
}

/** The `RunError` with which `work` rejects. */
export async function runError(work: Promise<unknown>): Promise<RunError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof RunError) return error;
  throw new Error(`expected a RunError, got ${String(error)}`);
}

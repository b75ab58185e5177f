import { MAX_KEPT } from "./bounds";
import type { WorkerFrame } from "./protocol";

type KeepFrame = Extract<WorkerFrame, { t: "keep" }>;
type KeptFrame = Extract<WorkerFrame, { t: "kept" }>;

/** Names and what is replaced come on top. */
const MOST = 2 * MAX_KEPT;

/** The plain data of a REPL's variables as of the end of its last finished cell. */
export class KeptVariables {
  private data = new Map<string, string>();
  private coming = new Map<string, string>();

  get variables(): ReadonlyMap<string, string> {
    return this.data;
  }

  /** Takes what a worker sends; false: more than it may. */
  add(frame: KeepFrame | KeptFrame): boolean {
    if (frame.t === "keep") {
      this.coming.set(frame.name, (frame.first ? "" : (this.coming.get(frame.name) ?? "")) + frame.s);
      return sizeOf(this.coming) <= MOST;
    }
    const next = new Map<string, string>();
    for (const name of frame.names) {
      const data = this.coming.get(name) ?? this.data.get(name);
      if (data !== undefined) next.set(name, data);
    }
    this.coming = new Map();
    if (sizeOf(next) > MOST) return false;
    this.data = next;
    return true;
  }

  /** What has not been confirmed belongs to a cell that did not finish. */
  forgetUnconfirmed(): void {
    this.coming = new Map();
  }
}

function sizeOf(data: ReadonlyMap<string, string>): number {
  let size = 0;
  for (const text of data.values()) size += text.length;
  return size;
}

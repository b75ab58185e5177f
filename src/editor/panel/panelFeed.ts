import type { RunEvent, TurnDelta } from "../../core/events";
import type { RunSource } from "../runs/runSource";
import type { HostMessage } from "./messages";

/** Longest time in ms that an event waits for others to go with it. */
const BATCH_MS = 60;

/**
 * Keeps one page up to date: a snapshot when the page is ready or has lost the thread, then batches of events. A hidden
 * page gets nothing; VS Code loads it anew when it is shown, and it says `ready` again.
 */
export class PanelFeed {
  /** How many events the page holds; null while no page is listening. */
  private held: number | null = null;
  private pending: RunEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly source: RunSource,
    private readonly post: (message: HostMessage) => void,
  ) {
    this.unsubscribe = source.subscribe((event) => this.push(event));
  }

  /** The page is ready, or asks to be brought up to date. */
  sendSnapshot(): void {
    this.forget();
    const { id: run, live, interrupted, problems } = this.source;
    const events = this.source.snapshot();
    this.held = events.length;
    this.post({ type: "snapshot", run, events, live, interrupted, problems });
  }

  hide(): void {
    this.forget();
    this.held = null;
  }

  dispose(): void {
    this.hide();
    this.unsubscribe();
  }

  private push(event: RunEvent): void {
    if (this.held === null) return;
    const last = this.pending.at(-1);
    if (event.type === "turn.delta" && last?.type === "turn.delta" && continues(last, event)) {
      this.pending[this.pending.length - 1] = { ...last, text: last.text + event.text };
    } else {
      this.pending.push(event);
    }
    this.timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  private flush(): void {
    const events = this.pending;
    this.forget();
    if (this.held === null || events.length === 0) return;
    this.post({ type: "events", run: this.source.id, from: this.held, events });
    this.held += events.length;
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pending = [];
  }
}

function continues(last: TurnDelta, next: TurnDelta): boolean {
  return next.restart === undefined && last.run === next.run && last.turn === next.turn && last.kind === next.kind;
}

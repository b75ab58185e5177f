import { MAX_OUTPUT, MAX_SHOWN } from "../../bounds";
import { display, type Describe } from "./inspect";
import { append, indexOf, slice } from "./intrinsics";
import type { Outbox } from "./outbox";
import { isQueryPromise, notAText } from "./promises";
import { head } from "./text";

/** What cells print. Everything is counted, and kept up to a limit. */
export class Printer {
  printed = 0;
  dropped = 0;
  private cell = 0;
  private readonly timers: { name: string; start: number }[] = [];

  constructor(
    private readonly outbox: Outbox,
    private readonly describe: Describe,
    private readonly now: () => number,
  ) {}

  /** Output belongs to this cell from now on; 0: to none, so it is lost. */
  begin(cell: number): void {
    this.cell = cell;
    this.printed = 0;
    this.dropped = 0;
  }

  end(): void {
    this.cell = 0;
  }

  write(text: string): void {
    if (this.cell === 0) return;
    const room = MAX_OUTPUT - (this.printed - this.dropped);
    const kept = head(text, room);
    this.printed += text.length;
    this.dropped += text.length - kept.length;
    if (kept !== "") this.outbox.text(this.cell, "out", kept);
  }

  readonly print = (...values: readonly unknown[]): void => {
    this.line(values);
  };

  /** `console`, with what code expects to find there. */
  console(): object {
    const { print } = this;
    const log = (...values: readonly unknown[]): void => {
      this.line(this.format(values));
    };
    return {
      log,
      info: log,
      warn: log,
      error: log,
      debug: log,
      trace: log,
      group: log,
      groupEnd: ignore,
      dir: print,
      table: print,
      assert: (holds: unknown, ...values: readonly unknown[]): void => {
        if (!holds) this.line(["Assertion failed:", join(values, this.describe)]);
      },
      time: (name: unknown = "default"): void => {
        append(this.timers, { name: String(name), start: this.now() });
      },
      timeEnd: (name: unknown = "default"): void => {
        this.endTimer(String(name));
      },
    };
  }

  private line(values: readonly unknown[]): void {
    this.write(`${join(values, this.describe)}\n`);
  }

  private endTimer(name: string): void {
    for (let i = this.timers.length - 1; i >= 0; i--) {
      const timer = this.timers[i];
      if (timer?.name === name) {
        this.write(`${name}: ${this.now() - timer.start} ms\n`);
        timer.name = "";
        return;
      }
    }
  }

  /** `console.log("%s of %d", a, b)`. */
  private format(values: readonly unknown[]): readonly unknown[] {
    const first = values[0];
    if (typeof first !== "string" || values.length < 2 || indexOf(first, "%") < 0) return values;
    let text = "";
    let from = 0;
    let used = 1;
    for (let at = indexOf(first, "%"); at >= 0 && used < values.length; at = indexOf(first, "%", from)) {
      const kind = first[at + 1] ?? "";
      if (indexOf("sdifjoO", kind) < 0 || kind === "") {
        text += slice(first, from, at + (kind === "%" ? 1 : 2));
      } else {
        text += slice(first, from, at) + display(values[used++], MAX_SHOWN, this.describe);
      }
      from = at + 2;
    }
    const rest: unknown[] = [];
    append(rest, text + slice(first, from));
    for (; used < values.length; used++) append(rest, values[used]);
    return rest;
  }
}

function join(values: readonly unknown[], describe: Describe): string {
  let text = "";
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (isQueryPromise(value)) throw notAText();
    text += (i === 0 ? "" : " ") + display(value, MAX_SHOWN, describe);
  }
  return text;
}

function ignore(): void {
  // There is nothing to end.
}

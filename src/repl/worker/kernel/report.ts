import { MAX_ANSWER, MAX_SHOWN } from "../../bounds";
import type { Cell } from "./cell";
import { draftOf, type Finals } from "./finals";
import { display, type Describe } from "./inspect";
import { is, SafeMap, stringify } from "./intrinsics";
import type { Outbox } from "./outbox";
import type { Printer } from "./printer";
import { cut } from "./text";
import { describeVariables, type Variable, type Variables } from "./variables";

/** What is shown of the values at the end of a cell. */
interface Shown {
  readonly value: string | null;
  readonly draft: string | null;
  /** JSON of the list of `VariableInfo`. */
  readonly variables: string;
}

const NOTHING_SHOWN: Shown = { value: null, draft: null, variables: "[]" };

/** Tells the host how a cell ended. */
export class Report {
  private readonly looks = new SafeMap<string, { readonly value: unknown; readonly look: string }>();

  constructor(
    private readonly outbox: Outbox,
    private readonly printer: Printer,
    private readonly finals: Finals,
    private readonly variables: Variables,
    private readonly describe: Describe,
  ) {}

  /** `brief`: without values, because showing them has failed. */
  send(cell: Cell, answer: unknown, brief: boolean): void {
    if (brief) cell.note("The cell's values could not be shown in time.");
    // All that may run code of the cell comes first, so that there is either a whole report or none.
    const { value, draft, variables } = brief ? NOTHING_SHOWN : this.show(cell, answer);
    const { accepted, refused } = this.finals;
    const parts = [
      `"t":"done","c":${cell.id},"ended":"${cell.ended}","busy":${flag(cell.isBusy)}`,
      `"error":${cell.error},"value":${flag(value !== null)},"draft":${flag(draft !== null)}`,
      `"final":${accepted === null ? "null" : `{"by":"${accepted.by}","kind":"${accepted.kind}","literal":${flag(cell.literal)}}`}`,
      `"refused":${refused === null ? "null" : stringify(cut(refused, 20_000))},"touched":${flag(cell.touched)}`,
      `"chars":${this.printer.printed},"dropped":${this.printer.dropped},"variables":${variables},"notes":${cell.notesJson()}`,
    ];
    if (value !== null) this.outbox.text(cell.id, "value", value);
    if (draft !== null) this.outbox.text(cell.id, "draft", draft);
    if (accepted !== null) this.outbox.text(cell.id, "final", accepted.text);
    let json = "";
    for (let i = 0; i < parts.length; i++) json += (i === 0 ? "" : ",") + (parts[i] ?? "");
    this.outbox.frame(`{${json}}`);
  }

  private show(cell: Cell, answer: unknown): Shown {
    const hasValue = cell.ended === "value" && cell.value !== undefined;
    return {
      value: hasValue ? cut(display(cell.value, MAX_SHOWN, this.describe), MAX_ANSWER) : null,
      draft: this.finals.accepted === null ? draftOf(answer, this.describe) : null,
      variables: describeVariables(this.variables.list(), this.isChanged, this.describe),
    };
  }

  /** How a variable looked at the end of the last cell. */
  readonly lookOf = (name: string): string => this.looks.get(name)?.look ?? "";

  private readonly isChanged = (one: Variable, look: string): boolean => {
    const before = this.looks.get(one.name);
    this.looks.set(one.name, { value: one.value, look });
    return before === undefined || !is(before.value, one.value) || before.look !== look;
  };
}

function flag(value: boolean): string {
  return value ? "true" : "false";
}

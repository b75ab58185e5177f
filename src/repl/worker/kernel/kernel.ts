import type { ReservedName } from "../names";
import {
  FINISHED,
  REPORTED,
  READS_CONTEXT,
  READS_FILES,
  READS_HISTORY,
  READY,
  WAITING,
  type Kernel,
  type Supervisor,
} from "../wall";
import { makeValues } from "./api";
import { Cell } from "./cell";
import { Corpus } from "./corpus";
import { headline, isError } from "./errors";
import { errorJson, failureJson } from "./failure";
import { Finals } from "./finals";
import { display } from "./inspect";
import { append, apply, define, isObject, now, ownValue } from "./intrinsics";
import { Keeper } from "./keeper";
import { Outbox } from "./outbox";
import { Printer } from "./printer";
import { Queries } from "./queries";
import { Report } from "./report";
import type { BuiltIns } from "./restore";
import { changedNames, mirror, type Scope, type Values } from "./scope";
import { Settler } from "./settle";
import { Strays } from "./strays";
import { count, cut } from "./text";
import { Timers } from "./timers";
import type { Variable, Variables } from "./variables";

/** Names whose values a cell may give as its final, though no cell made them. */
const CONTEXT_NAMES = ["context", "files", "history", "answer"] as const;

const PUT_BACK =
  "put back, because cells can't change what the REPL itself provides. Use another name to keep a value.";
const STOPPED = "stopped. Wait for what must finish, with await.";

/** Runs cells inside their realm. The supervisor calls it; code in cells meets only what the reserved names stand for. */
export class CellKernel implements Kernel {
  private readonly corpus: Corpus;
  private readonly outbox: Outbox;
  private readonly printer: Printer;
  private readonly queries: Queries;
  private readonly finals: Finals;
  private readonly timers: Timers;
  private readonly keeper: Keeper;
  private readonly values: Values;
  private readonly strays = new Strays();
  private readonly report: Report;
  private idle: (() => void)[] = [];
  private cell: Cell | null = null;
  /** The built-in objects are as they were before the first cell. */
  private isClean = true;

  constructor(
    supervisor: Supervisor,
    private readonly scope: Scope,
    private readonly builtIns: BuiltIns,
    private readonly variables: Variables,
  ) {
    const note = (text: string): void => this.cell?.note(text);
    const print = (text: string): void => {
      this.printer.write(text);
    };
    this.corpus = new Corpus(supervisor);
    this.outbox = new Outbox(supervisor);
    this.printer = new Printer(this.outbox, this.corpus.describe, now);
    this.queries = new Queries(this.outbox, {
      cell: () => (this.cell?.isDone === false ? this.cell.id : 0),
      print,
      note,
    });
    const names = {
      has: (name: string) => this.has(name),
      get: (name: string) => this.valueOf(name),
      list: () => this.names(),
    };
    this.finals = new Finals(names, this.corpus.describe, note);
    this.timers = new Timers((error) => {
      note(`A timer's callback failed: ${this.errorText(error)}`);
    });
    this.keeper = new Keeper(this.outbox);
    this.report = new Report(this.outbox, this.printer, this.finals, variables, this.corpus.describe);
    const { corpus, queries, finals, printer, timers } = this;
    const touch = (): void => {
      if (this.cell !== null) this.cell.touched = true;
    };
    this.values = makeValues({ supervisor, corpus, queries, finals, printer, timers, variables, touch });
    scope.set(this.values);
    mirror((name) => this.read(name));
  }

  entry(path: string, characters: number, lines: number, language: string, firstLine: number): void {
    this.corpus.addEntry({ path, characters, lines, language, firstLine });
  }

  part(name: string, shape: string, first: number, many: number): void {
    this.corpus.addPart({ name, shape, first, count: many });
  }

  history(question: string, answer: string | null): void {
    this.corpus.addHistory(question, answer);
  }

  restore(name: string, data: string): boolean {
    try {
      const value = this.keeper.restore(name, data);
      if (name === "answer") this.values.answer = value;
      else this.variables.set(name, value);
      this.refresh();
      return true;
    } catch {
      return false;
    }
  }

  declare(name: string): void {
    this.variables.declare(name);
  }

  begin(id: number, hoist: unknown, body: unknown, flags: number): void {
    this.cell = new Cell(id, hoist, body, flags);
    this.idle = [];
    this.finals.reset();
    this.printer.begin(id);
  }

  reply(call: number, index: number, ok: boolean, text: string, more: boolean): void {
    this.queries.reply(call, index, ok, text, more);
  }

  replied(call: number): void {
    this.queries.replied(call);
  }

  /** Does one thing that code waits for; promises settle afterwards, before the next step. */
  step(): void {
    const { cell } = this;
    if (cell?.hasStarted === false) {
      cell.hasStarted = true;
      void this.run(cell);
    } else if (this.queries.hasAnswers) {
      this.queries.settle();
    } else if (!this.timers.runNext()) {
      const { idle } = this;
      this.idle = [];
      for (let i = 0; i < idle.length; i++) idle[i]?.();
    }
  }

  state(): number {
    if (this.cell === null) return WAITING;
    if (this.cell.isReported) return REPORTED;
    if (this.cell.isDone) return FINISHED;
    const isIdle = this.idle.length > 0 && this.queries.running === 0;
    return isIdle || this.queries.hasAnswers || this.timers.due() === 0 ? READY : WAITING;
  }

  due(): number {
    return this.timers.due();
  }

  abandon(name: string, message: string, line: number, column: number, busy: boolean): void {
    const { cell } = this;
    if (cell === null) return;
    cell.isDone = true;
    cell.isBusy = busy;
    cell.ended = name === "" ? "stopped" : "error";
    if (name !== "") cell.error = errorJson(name, cut(message, 20_000), line, column);
  }

  /** Tells the host how the cell ended, then what plain data there is now. */
  finish(): void {
    const { cell } = this;
    if (cell === null) return;
    cell.reports++;
    this.strays.take((reason) => {
      cell.note(`A promise was rejected and nothing handled it: ${this.errorText(reason)}`);
    });
    if (this.timers.running > 0 && cell.ended !== "stopped") {
      cell.note(`${count(this.timers.running, "timer")} still running when the cell ended: ${STOPPED}`);
    }
    this.timers.stop();
    this.queries.stop();
    const after = this.scope.get();
    const changed = changedNames(this.values, after);
    if (changed !== "") cell.note(`${changed}: ${PUT_BACK}`);
    this.printer.end();
    this.report.send(cell, after.answer, cell.reports > 1);
    cell.isReported = true;
    // The host has the result while the rest is done.
    this.outbox.flush();
    this.keeper.keep(cell.id, this.data(after.answer), this.report.lookOf);
    this.builtIns.restore();
    this.isClean = true;
  }

  drain(): string {
    return this.outbox.drain();
  }

  rejected(promise: unknown, reason: unknown): void {
    this.strays.add(promise, reason);
  }

  handled(promise: unknown): void {
    this.strays.remove(promise);
  }

  private async run(cell: Cell): Promise<void> {
    try {
      this.install(cell);
      if (typeof cell.hoist === "function") apply(cell.hoist, undefined, []);
      if (typeof cell.body !== "function") throw new TypeError("the cell is no function");
      const value: unknown = await apply(cell.body, undefined, [this.settle]);
      if (cell.isDone) return;
      cell.value = this.queries.asked ? await new Settler().settle(value) : value;
      await this.whenIdle();
    } catch (error) {
      if (cell.isDone) return;
      cell.ended = "error";
      cell.error = failureJson(error, cell.id, this.corpus.describe);
    }
    await this.complete(cell);
    cell.isDone = true;
  }

  /** Puts back what earlier cells changed, and reads what this one is about to read. */
  private install(cell: Cell): void {
    if (!this.isClean) this.builtIns.restore();
    this.isClean = false;
    const { answer } = this.scope.get();
    this.values.answer = nextAnswer(answer);
    this.corpus.prepare(cell.flags);
    this.refresh();
  }

  private refresh(): void {
    const { values, corpus } = this;
    values.context = corpus.get("context");
    values.files = corpus.get("files");
    values.history = corpus.get("history");
    this.scope.set(values);
  }

  private async complete(cell: Cell): Promise<void> {
    try {
      await this.finals.complete(this.scope.get().answer);
    } catch (error) {
      cell.note(`The answer could not be read: ${this.errorText(error)}`);
    }
  }

  /** What the rewriting of cells waits with: for promises in a value, or for all queries. */
  private readonly settle = async (...values: readonly unknown[]): Promise<unknown> => {
    if (values.length > 0) return new Settler().settle(values[0]);
    await this.whenIdle();
    return undefined;
  };

  /** No query is in flight, and the code that waited for one has gone on. */
  private async whenIdle(): Promise<void> {
    while (this.queries.running > 0) {
      await new Promise<void>((resolve) => {
        append(this.idle, resolve);
      });
    }
  }

  /** The value of a reserved name now; what belongs to the context is made if need be. */
  private read(name: ReservedName): unknown {
    const flags =
      name === "context" ? READS_CONTEXT : name === "files" ? READS_FILES : name === "history" ? READS_HISTORY : 0;
    if (this.cell !== null && (flags & (READS_CONTEXT | READS_FILES)) !== 0) this.cell.touched = true;
    if (flags !== 0 && this.scope.get()[name] === undefined) {
      this.corpus.prepare(flags);
      this.refresh();
    }
    return this.scope.get()[name];
  }

  /** The variables that cells made, with what they put into `answer`. */
  private data(answer: unknown): Variable[] {
    const list = this.variables.list();
    if (!isFreshAnswer(answer)) append(list, { name: "answer", value: answer });
    return list;
  }

  private has(name: string): boolean {
    return this.variables.has(name) || isContextName(name);
  }

  private valueOf(name: string): unknown {
    return this.variables.has(name) || !isContextName(name) ? this.variables.get(name) : this.read(name);
  }

  private names(): string[] {
    const list = this.variables.list();
    const names: string[] = [];
    for (let i = 0; i < list.length; i++) append(names, list[i]?.name ?? "");
    return names;
  }

  private errorText(error: unknown): string {
    try {
      return cut(
        isObject(error) && isError(error) ? headline(error) : display(error, 1000, this.corpus.describe),
        1000,
      );
    } catch {
      return "something that can't be shown";
    }
  }
}

function isContextName(name: string): name is (typeof CONTEXT_NAMES)[number] {
  for (let i = 0; i < CONTEXT_NAMES.length; i++) if (CONTEXT_NAMES[i] === name) return true;
  return false;
}

/** What cells have put into `answer` stays, but whether it is ready is asked anew in each cell. */
function nextAnswer(answer: unknown): unknown {
  if (answer === undefined || answer === null) return { content: "", ready: false };
  if (isObject(answer) && ownValue(answer, "ready") !== undefined) define(answer, "ready", false);
  return answer;
}

function isFreshAnswer(answer: unknown): boolean {
  return (
    answer === undefined ||
    (isObject(answer) && ownValue(answer, "content") === "" && ownValue(answer, "ready") === false)
  );
}

import { MAX_ANSWER } from "../../bounds";
import { display, type Describe } from "./inspect";
import { apply, get, getPrototypeOf, isObject, ownValue, trim } from "./intrinsics";
import { toJson } from "./json";
import { nearestFirst } from "./nearest";
import { isPromise } from "./promises";
import { Settler } from "./settle";
import { cut, digits } from "./text";

const LISTED_NAMES = 20;

export interface Final {
  readonly by: "FINAL" | "FINAL_VAR" | "answer";
  readonly text: string;
  /** What the text is: a string's own, JSON, or something readable. */
  readonly kind: "string" | "json" | "other";
}

/** Looks variables up by name. */
export interface Names {
  has(name: string): boolean;
  get(name: string): unknown;
  list(): string[];
}

/** The answers that a cell gives. The last one that is accepted counts. */
export class Finals {
  accepted: Final | null = null;
  refused: string | null = null;
  private given = 0;
  /** An answer that is a promise still. */
  private awaited: { readonly by: Final["by"]; readonly value: unknown } | null = null;

  constructor(
    private readonly names: Names,
    private readonly describe: Describe,
    private readonly note: (text: string) => void,
  ) {}

  reset(): void {
    this.accepted = null;
    this.refused = null;
    this.awaited = null;
    this.given = 0;
  }

  readonly final = (...values: readonly unknown[]): void => {
    if (values.length === 0) this.refuse("FINAL() was called without a value, so it is not final. Call FINAL(value).");
    else this.give("FINAL", values[0], "FINAL was called with");
  };

  /** The rewriting of cells passes a variable's name together with a way to its value. */
  readonly finalVar = (name: unknown, read?: unknown): void => {
    if (typeof name === "string" && typeof read === "function") {
      try {
        const value: unknown = apply(read, undefined, []);
        this.give("FINAL_VAR", value, `the variable ${name} is`);
      } catch (error) {
        if (!isObject(error) || getPrototypeOf(error) !== ReferenceError.prototype) throw error;
        this.refuseMissing(name);
      }
    } else if (typeof name !== "string") {
      this.give("FINAL_VAR", name, "FINAL_VAR was called with");
    } else if (this.names.has(name)) {
      this.give("FINAL_VAR", this.names.get(name), `the variable ${name} is`);
    } else {
      this.refuseMissing(name);
    }
  };

  /** At the end of a cell: a final that was a promise, then an `answer` that is ready. */
  async complete(answer: unknown): Promise<void> {
    const { awaited } = this;
    if (awaited !== null) {
      this.awaited = null;
      this.accept(awaited.by, await new Settler().settle(awaited.value), "FINAL was called with");
    }
    if (this.given > 1) this.note(`FINAL was called ${this.given} times in this cell; the last call counts.`);
    if (this.accepted !== null || !isObject(answer) || !isReady(answer)) return;
    const content = await new Settler().settle(get(answer, "content"));
    this.accept("answer", content, "answer.ready was set, but answer.content is");
  }

  private give(by: Final["by"], value: unknown, what: string): void {
    this.given++;
    if (isPromise(value)) {
      this.accepted = null;
      this.awaited = { by, value };
    } else {
      this.accept(by, value, what);
    }
  }

  private accept(by: Final["by"], value: unknown, what: string): void {
    if (value === undefined || value === null) {
      this.refuse(`${what} ${value === null ? "null" : "undefined"}, so it is not final.`);
      return;
    }
    const { text, kind } = answerText(value, this.describe);
    if (text === null) {
      this.refuse(
        `The answer is longer than ${digits(MAX_ANSWER)} characters, so it is not final. Give a shorter one.`,
      );
    } else if (trim(text) === "") {
      this.refuse(`${what} an empty text, so it is not final.`);
    } else {
      this.accepted = { by, text, kind };
      this.refused = null;
    }
  }

  private refuseMissing(name: string): void {
    const names = nearestFirst(name, this.names.list());
    let listed = "";
    for (let i = 0; i < names.length && i < LISTED_NAMES; i++) listed += `${i === 0 ? "" : ", "}${names[i] ?? ""}`;
    if (names.length > LISTED_NAMES) listed += `, and ${digits(names.length - LISTED_NAMES)} more`;
    const known = listed === "" ? "There are no variables yet." : `Variables: ${listed}.`;
    this.refuse(`FINAL_VAR: there is no variable ${cut(name, 100)}, so it is not final. ${known}`);
  }

  private refuse(reason: string): void {
    if (this.accepted === null) this.refused = reason;
    else this.note(reason);
  }
}

/** An `answer` that is set but not ready: the best partial answer. Null: nothing is set. */
export function draftOf(answer: unknown, describe: Describe): string | null {
  if (!isObject(answer)) return null;
  const content = ownValue(answer, "content");
  if (content === undefined || content === null || content === "") return null;
  return answerText(content, describe).text;
}

function isReady(answer: object): boolean {
  return Boolean(get(answer, "ready"));
}

/** A null text: too long. */
function answerText(
  value: unknown,
  describe: Describe,
): { readonly text: string | null; readonly kind: Final["kind"] } {
  if (typeof value === "string") return { text: value.length > MAX_ANSWER ? null : value, kind: "string" };
  if (isObject(value) && getPrototypeOf(value) === Date.prototype)
    return { text: display(value, MAX_ANSWER, describe), kind: "string" };
  if (typeof value === "symbol" || typeof value === "function")
    return { text: display(value, MAX_ANSWER, describe), kind: "other" };
  const json = toJson(value, 2, MAX_ANSWER);
  if (json === null) return { text: null, kind: "json" };
  if (json.plain) return { text: json.text, kind: "json" };
  const text = display(value, MAX_ANSWER * 2, describe);
  return { text: text.length > MAX_ANSWER ? null : text, kind: "other" };
}

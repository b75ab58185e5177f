/** What kind of answer a question asks for. `location` is a place in the context itself: a file and a line. */
export type Wanted = "line" | "location" | "person" | "place" | "date" | "year" | "number" | "code" | "thing";

/** A word of the question that tells what it is about. */
export interface Term {
  /** As the question has it. */
  readonly text: string;
  readonly stem: string;
  /** 2: part of a name or a quotation; 1: any other; below: it only says what kind of answer is wanted. */
  readonly weight: number;
  /** Whether the next term stands right behind it: `access code`. */
  readonly joined: boolean;
}

/** Words without which a text is not about what the question asks. */
export interface Anchor {
  readonly text: string;
  readonly stems: readonly string[];
  /** Whether there is no answer without it: names, quotations, what is to be counted. */
  readonly strict: boolean;
}

/** A question as keyword search reads it. */
export interface Question {
  readonly text: string;
  readonly terms: readonly Term[];
  readonly anchors: readonly Anchor[];
  readonly wanted: Wanted;
  /** True for how, why, explain and bare keywords: passages answer it, not one fact. */
  readonly open: boolean;
}

/** Terms that say what the question is about, not only what kind of answer it wants. */
export const WEAK = 0.5;

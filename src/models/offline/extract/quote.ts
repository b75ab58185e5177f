/** A sentence of the context with its place. */
export interface Quote {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  /** What the text that it is from is about; empty where unknown. */
  readonly title: string;
}

/** What the quote says, and what it is about. */
export function fullText(quote: Quote): string {
  return quote.title === "" ? quote.text : `${quote.title}\n${quote.text}`;
}

/** The same sentence at the same place. */
export function isSameQuote(a: Quote, b: Quote): boolean {
  return a.path === b.path && a.line === b.line && a.text === b.text;
}

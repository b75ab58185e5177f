/** Longer texts are shown as they are: reading them as Markdown would block the page. */
export const LONGEST_MARKDOWN = 100_000;

/** A run of ASCII without a space that no person and no model writes; Markdown readers take quadratic time for it. */
const ENDLESS_WORD = /[!-~]{5000}/u;

/** Quotes or lists that begin inside each other on one line. */
const DEEP_NESTING = /^(?:[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])[ \t])){40}/mu;

/** Whether a text can be read as Markdown in no time, however it was made. */
export function isReadable(text: string): boolean {
  return text.length <= LONGEST_MARKDOWN && !ENDLESS_WORD.test(text) && !DEEP_NESTING.test(text);
}

/** Longest line of the protocol, in UTF-16 code units. */
export const MAX_LINE = 64 * 1024 * 1024;

/** Longest piece of text in one frame, before JSON escapes it. */
export const PIECE = 256 * 1024;

/** Prompts in one call of a batch function. */
export const MAX_BATCH = 100_000;

/** Characters that one cell may print and the host keeps. */
export const MAX_OUTPUT = 16_000_000;

/** Characters of an answer, and of the text of a cell's value. */
export const MAX_ANSWER = 8_000_000;

/** Characters of one shown value that is no string. */
export const MAX_SHOWN = 200_000;

/** Characters of data that can be restored, in all and of one variable. */
export const MAX_KEPT = 8_000_000;
export const MAX_KEPT_OF_ONE = 4_000_000;

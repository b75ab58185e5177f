/** Something a person can mend. The message says what happened, why, and what to do; no stack trace is shown. */
export class Problem extends Error {
  name = "Problem";
}

/** Whether the words of an error are enough: so are those of a mistyped option. */
const isPlain = (error) => error instanceof Problem || String(error.code).startsWith("ERR_PARSE_ARGS");

/** Runs a script's work and tells its failure: the words of a `Problem`, the stack of anything else. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(isPlain(error) ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

/** A command line that can't be carried out as it was written. Ends with exit status 2; the message is for people. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

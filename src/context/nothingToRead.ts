import type { SkippedFiles } from "../core/events";
import { ContextError } from "./errors";

/** The error for a request that left nothing to ask about: it says why. */
export function nothingToRead(skipped: readonly SkippedFiles[]): ContextError {
  if (skipped.length === 0) {
    return new ContextError(
      "nothing-readable",
      "There are no files in what was chosen, so there is nothing to ask about.",
    );
  }
  const [only] = skipped;
  if (skipped.length === 1 && only?.count === 1) {
    return new ContextError("nothing-readable", `“${only.examples.join()}” can't be read. ${only.text}`);
  }
  const causes = skipped.map((group) => {
    const more = group.count > group.examples.length ? ", …" : "";
    return `${String(group.count)} × ${group.examples.join(", ")}${more}: ${group.text}`;
  });
  return new ContextError("nothing-readable", `Nothing in what was chosen can be read.\n${causes.join("\n")}`);
}

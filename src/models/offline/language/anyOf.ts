/**
 * A pattern for any of these words or phrases, in any case: `anyOf("no longer, old, former(?:ly)?")`. They are parts of
 * regular expressions, divided by commas.
 */
export function anyOf(list: string, flags = "i"): RegExp {
  return new RegExp(`\\b(?:${listed(list)})\\b`, flags);
}

/** A pattern for a text that is just one of these. */
export function onlyOf(list: string): RegExp {
  return new RegExp(`^(?:${listed(list)})$`, "i");
}

function listed(list: string): string {
  return list
    .split(",")
    .map((word) => word.trim())
    .join("|");
}

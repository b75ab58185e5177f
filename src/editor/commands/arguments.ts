import * as v from "valibot";
import * as vscode from "vscode";

/**
 * The files that a command was called on. The Explorer gives the clicked one and all that are selected; editor menus
 * give one; the palette and key bindings give none.
 */
export function resolveTargets(args: readonly unknown[]): readonly vscode.Uri[] {
  const [clicked, selected] = args;
  const all = Array.isArray(selected) ? selected.filter((one: unknown) => one instanceof vscode.Uri) : [];
  if (all.length > 0) return all;
  return clicked instanceof vscode.Uri ? [clicked] : [];
}

const options = v.object({ question: v.optional(v.string()), confirmed: v.optional(v.boolean()) });

export interface CommandOptions {
  /** Asked without showing the question box. */
  readonly question?: string | undefined;
  /** Done without asking whether it is meant. */
  readonly confirmed?: boolean | undefined;
}

/** Options for callers that are programs, such as key bindings: an object of these fields, as any argument. */
export function commandOptions(args: readonly unknown[]): CommandOptions {
  for (const arg of args) {
    if (typeof arg !== "object" || arg === null || !("question" in arg || "confirmed" in arg) || "id" in arg) continue;
    const parsed = v.safeParse(options, arg);
    if (parsed.success) return parsed.output;
  }
  return {};
}

const named = v.union([
  v.pipe(v.string(), v.minLength(1)),
  v.pipe(
    v.object({ id: v.string() }),
    v.transform(({ id }) => id),
  ),
]);

/** The runs that a command was called on: ids, or rows of the Runs view, one or all that are selected. */
export function runIds(args: readonly unknown[]): readonly string[] {
  const [clicked, selected] = args;
  const given: readonly unknown[] = Array.isArray(selected) && selected.length > 0 ? selected : [clicked];
  return given.flatMap((one) => {
    const parsed = v.safeParse(named, one);
    return parsed.success ? [parsed.output] : [];
  });
}

import type { ErrorAction } from "../core/model";

/** What a button under a message can do about it. */
export type ProblemAction = ErrorAction | "open-folder" | "manage-trust";

/** Something that keeps a command from its work, worded for people: what happened, why, what to do next. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    message: string,
    readonly action: ProblemAction | null = null,
    /** The full id of the setting at fault, so that the settings open at it. */
    readonly setting: string | null = null,
  ) {
    super(message);
  }
}

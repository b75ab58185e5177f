/** What a turn is for. Each reply begins with its step, so that the next one can tell from the conversation what was done. */
export type Step = "Peek" | "Columns" | "Search" | "Read" | "Follow up" | "Compute" | "Count" | "Look" | "Answer";

export interface Move {
  readonly step: Step;
  /** One or two sentences for whoever watches. */
  readonly plan: string;
  readonly code: string;
}

/** A move as the reply of a model: its plan, then one cell. */
export function writeReply({ step, plan, code }: Move): string {
  return `**${step}.** ${plan}\n\n\`\`\`repl\n${code}\n\`\`\``;
}

/** The step that a reply of this model took; null for any other text. */
export function stepOf(reply: string): string | null {
  return /^\*\*([A-Z][a-z ]*)\.\*\* /.exec(reply)?.[1] ?? null;
}

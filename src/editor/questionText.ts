/** Why a text is no question, for people; null when it is one. */
export function questionProblem(text: string): string | null {
  return text.trim() === "" ? "The question is blank. Type what you want to know, or press Escape to cancel." : null;
}

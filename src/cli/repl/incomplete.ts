import { parse, tokenizer, type Options } from "acorn";

const OPTIONS: Options = { ecmaVersion: "latest", allowAwaitOutsideFunction: true };

/**
 * Whether code breaks off in the middle, so that more lines may complete it: its first syntax error is that it ends, or
 * it is no plain JavaScript (TypeScript, say) and a bracket is still open.
 */
export function isIncomplete(code: string): boolean {
  try {
    parse(code, OPTIONS);
    return false;
  } catch (error) {
    return breaksOff(error, code) || leavesBracketOpen(code);
  }
}

function breaksOff(error: unknown, code: string): boolean {
  if (!(error instanceof SyntaxError)) throw error;
  const { message } = error;
  if (/^Unterminated (template|comment)/.test(message)) return true;
  if (message.startsWith("Unterminated string")) return code.endsWith("\\");
  return "pos" in error && typeof error.pos === "number" && error.pos >= code.trimEnd().length;
}

function leavesBracketOpen(code: string): boolean {
  let open = 0;
  try {
    for (const { type } of tokenizer(code, OPTIONS)) {
      if (/^[{[(]$|\$\{$/.test(type.label)) open++;
      else if (/^[}\])]$/.test(type.label)) open--;
      if (open < 0) return false;
    }
  } catch (error) {
    return breaksOff(error, code);
  }
  return open > 0;
}

import type { Chain } from "../extract/chain";
import type { Question } from "../question/question";
import { escapeRegExp } from "../language/words";
import type { Move } from "./move";
import { constantsIn, isOpenHalf } from "./otherHalf";
import type { Talk } from "./talk";

const MOST = 6;

/** Where the other half of a question is open and the quotes name a constant: the lines that use it. Null otherwise. */
export function usesOf(talk: Talk, question: Question, [best]: readonly Chain[]): Move | null {
  const said = best?.quotes.map((quote) => quote.text).join("\n") ?? "";
  const [name] = constantsIn(said);
  if (name === undefined || talk.isLast || talk.failures("Follow up") > 0 || !isOpenHalf(question, said)) return null;
  if (talk.done("Follow up").some(({ reply }) => reply.includes(`\`${name}\``))) return null;
  return {
    step: "Follow up",
    plan: `One half of the question is still open: which lines use \`${name}\`?`,
    code: `for (const { path, line, text } of grep(/\\b${escapeRegExp(name)}\\b/, { max: ${String(MOST)} })) {
  print(\`\${path}:\${line} []: \${text.trim().slice(0, 300)}\`);
}`,
  };
}

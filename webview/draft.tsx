import type { TurnNode } from "../src/core/trajectory";
import { tailOf } from "../src/core/text";
import { CodeBlock } from "./codeBlock";
import { plural } from "./format";
import { Markdown } from "./markdown";
import { draftParts } from "./words";

/** The end of a reply is what moves; more of it would only cost time. */
const LAST_PARTS = 8;
const LAST_CHARACTERS = 6_000;
const LAST_THOUGHTS = 600;

/** A reply as it comes in. */
export function Draft({ draft: { text, reasoning } }: { readonly draft: TurnNode["draft"] }) {
  if (text === "" && reasoning === "") return <p class="muted">Waiting for the model…</p>;
  if (text === "") {
    return (
      <div class="draft" aria-busy="true">
        <p class="muted">The model is thinking: {plural(reasoning.length, "character")} so far.</p>
        <pre class="plain muted">{tailOf(reasoning, LAST_THOUGHTS)}</pre>
      </div>
    );
  }
  return (
    <div class="draft" aria-busy="true">
      {draftParts(text)
        .slice(-LAST_PARTS)
        .map((part) => {
          const end = tailOf(part.text, LAST_CHARACTERS);
          return part.kind === "code" ? <CodeBlock code={end} /> : <Markdown text={end} />;
        })}
    </div>
  );
}

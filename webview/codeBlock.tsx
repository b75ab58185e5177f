import { useMemo } from "preact/hooks";
import { highlightLines } from "./highlight";

/** Longer code is shown without colours. */
const LONGEST_COLOURED = 60_000;

interface Props {
  readonly code: string;
  /** A line that failed, counting from 1. */
  readonly errorLine?: number | null;
}

/** Code with line numbers and light colours. */
export function CodeBlock({ code, errorLine = null }: Props) {
  const lines = useMemo(() => (code.length > LONGEST_COLOURED ? null : highlightLines(code)), [code]);
  if (lines === null) return <pre class="code plain">{code}</pre>;
  return (
    <pre class="code">
      <code>
        {lines.map((tokens, index) => (
          <span class={index + 1 === errorLine ? "line failed" : "line"}>
            {tokens.map(({ kind, text }) => (kind === "text" ? text : <span class={`token-${kind}`}>{text}</span>))}
            {"\n"}
          </span>
        ))}
      </code>
    </pre>
  );
}

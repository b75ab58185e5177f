import type { QueryNode } from "../src/core/trajectory";
import { totalTokens } from "../src/core/usage";
import { Callout } from "./callout";
import { CellBody } from "./cellBody";
import { cost, duration, STATUS_TEXT, tallied, tokens } from "./format";
import { Notes } from "./notes";
import { fullName, rowStatus } from "./rowText";
import type { RowNode } from "./rows";
import { StatusIcon } from "./statusIcon";
import { TextBlock } from "./textBlock";

/** What the selected row of a tree was asked and said. */
export function Inspector({ node }: { readonly node: RowNode }) {
  return (
    <div class="inspector" role="region" aria-label={`Details of ${fullName(node)}`}>
      <p class="inspector-head">
        <StatusIcon status={rowStatus(node)} />
        <strong>{fullName(node)}</strong>
        <span>{facts(node)}</span>
      </p>
      <Content node={node} />
    </div>
  );
}

function Content({ node }: { readonly node: RowNode }) {
  switch (node.kind) {
    case "batch":
      return null;
    case "query":
      return <QueryContent query={node} />;
    case "turn":
      return (
        <>
          {node.reply !== null && (
            <TextBlock text={node.reply.reply} label="Reply" title={`${fullName(node)} reply`} language="markdown" />
          )}
          <Notes notes={node.notes} />
        </>
      );
    case "cell":
      return <CellBody cell={node} label="Code" />;
  }
}

function QueryContent({ query }: { readonly query: QueryNode }) {
  const { end } = query;
  const title = fullName(query);
  return (
    <>
      {typeof end?.error === "string" && <Callout level="error" text={end.error} />}
      <div class="inspector-texts">
        <TextBlock
          text={query.start.prompt}
          label="Prompt"
          title={`${title} prompt`}
          language="markdown"
          short={2_000}
        />
        {end !== null && end.error === null && (
          <TextBlock text={end.reply} label="Reply" title={`${title} reply`} language="markdown" short={2_000} />
        )}
      </div>
      {query.child !== null && <Notes notes={query.child.notes} />}
    </>
  );
}

function facts(node: RowNode): string {
  if (node.kind === "batch") return tallied(node.tally);
  const parts = [STATUS_TEXT[rowStatus(node)]];
  if (node.kind === "query") {
    parts.push(node.start.model);
    if (node.start.batch !== null) parts.push(`${node.start.batch.index + 1} of ${node.start.batch.size} in its batch`);
  }
  if (node.kind === "query" && node.end?.fromMemory === true) parts.push("from memory, free");
  else if (totalTokens(node.spend.usage) > 0) parts.push(tokens(node.spend.usage), `cost ${cost(node.spend.costUsd)}`);
  const ms = node.kind === "turn" ? node.reply?.ms : node.end?.ms;
  if (ms !== undefined) parts.push(duration(ms));
  return parts.join(" · ");
}

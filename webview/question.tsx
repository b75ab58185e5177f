import type { ContextManifest } from "../src/core/events";
import type { RunNode } from "../src/core/trajectory";
import { Clamp } from "./clamp";
import { Details } from "./details";
import { bytes, count, plural } from "./format";
import { shownText } from "./textBlock";
import { Icon } from "./ui/icon";

/** What was asked, about what, and by which models. */
export function Question({ run }: { readonly run: RunNode }) {
  const { question, context, models } = run.start;
  const { shown } = shownText(question, 20_000, true);
  const sameModel = models.root.id === models.sub.id;
  return (
    <section class="question" aria-label="Question">
      <Clamp id="question" text={shown}>
        <h1>{shown}</h1>
      </Clamp>
      <ul class="about">
        <li>
          <Icon name="files" label="Context" />
          <span>
            {context.name}
            <span class="muted"> {sizeOf(context)}</span>
          </span>
        </li>
        <li>
          <Icon name="sparkle" label="Models" />
          <span>
            {models.root.id}
            <span class="muted">{sameModel ? " for turns and sub-queries" : " for turns, "}</span>
            {!sameModel && models.sub.id}
            {!sameModel && <span class="muted"> for sub-queries</span>}
          </span>
        </li>
      </ul>
      <Details run={run} />
    </section>
  );
}

function sizeOf(context: ContextManifest): string {
  const left = context.skipped.reduce((sum, { count: some }) => sum + some, 0);
  const parts = [
    context.files > 1 && !context.name.includes(plural(context.files, "file")) ? plural(context.files, "file") : "",
    bytes(context.bytes),
    plural(context.lines, "line"),
    `about ${plural(context.tokens, "token")}`,
    left > 0 ? `${count(left)} left out` : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

import type { RunNode } from "../src/core/trajectory";
import { ActionButton } from "./actionButton";
import { Callout } from "./callout";

/** Says plainly when no language model is at work, and how to connect one. */
export function OfflineBanner({ run }: { readonly run: RunNode }) {
  const { root, sub } = run.start.models;
  if (!root.offline && !sub.offline) return null;
  const text =
    root.offline && sub.offline
      ? "No language model is at work: this is the built-in offline model, keyword search and extraction only."
      : `The ${root.offline ? "turns" : "sub-queries"} of this run are answered by the built-in offline model, keyword search and extraction only.`;
  return (
    <Callout level="info" text={text}>
      <ActionButton action="set-key" />
      <ActionButton action="open-settings" secondary />
    </Callout>
  );
}

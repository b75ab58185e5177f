import type { RunEnd } from "../src/core/events";
import { textLength, type Text } from "../src/core/text";
import type { RunNode } from "../src/core/trajectory";
import { ActionButton } from "./actionButton";
import { Callout } from "./callout";
import { CopyButton } from "./copyButton";
import { count } from "./format";
import { Markdown } from "./markdown";
import { LONGEST_MARKDOWN } from "./markdownLimits";
import { openText } from "./openText";
import { shownText } from "./textBlock";
import { LONGEST_KEPT } from "./texts";
import { LinkButton } from "./ui/linkButton";

/** How a run ended: its answer, whole or partial, and why there is no more. */
export function Answer({ run }: { readonly run: RunNode }) {
  if (run.status === "running") return null;
  const answer = run.end?.answer ?? null;
  return (
    <section class={answer === null ? "no-answer" : "answer"} aria-labelledby="answer-title" id="answer" tabIndex={-1}>
      <div class="answer-head">
        <h2 id="answer-title">{title(run)}</h2>
        {answer !== null && <Tools answer={answer} />}
      </div>
      <Reason run={run} />
      {answer !== null && <AnswerText answer={answer} />}
    </section>
  );
}

function title({ status, end }: RunNode): string {
  if (end === null || end.answer === null) return "No answer";
  switch (status) {
    case "answered":
      return "Answer";
    case "forced":
      return "Answer from what was known";
    default:
      return "Partial answer";
  }
}

function Reason({ run }: { readonly run: RunNode }) {
  if (run.status === "answered") return null;
  if (run.end === null) {
    return (
      <Callout
        level="warning"
        text="This run was interrupted: the program that ran it has ended. Everything up to that point is below."
      >
        <ActionButton action="ask-again" />
      </Callout>
    );
  }
  const action = run.end.reason?.action ?? null;
  return (
    <Callout level={run.status === "failed" ? "error" : "warning"} text={reasonText(run.end)}>
      {action !== null && <ActionButton action={action} />}
      <ActionButton action="ask-again" secondary />
    </Callout>
  );
}

function reasonText({ status, answer, reason }: RunEnd): string {
  if (reason !== null) return reason.text;
  if (status === "failed") return "The run failed.";
  return answer === null ? "The run ended without an answer." : "This is the best answer that was found.";
}

function AnswerText({ answer }: { readonly answer: Text }) {
  const { shown, problem, loading } = shownText(answer, LONGEST_MARKDOWN, true);
  return (
    <>
      <Markdown text={shown} />
      {loading && <p class="hint">Loading the whole answer…</p>}
      {problem !== null && <p class="hint">{problem}</p>}
      {textLength(answer) > LONGEST_MARKDOWN && (
        <p class="hint">
          These are the first {count(LONGEST_MARKDOWN)} of {count(textLength(answer))} characters. The whole answer
          opens in an editor.
        </p>
      )}
    </>
  );
}

function Tools({ answer }: { readonly answer: Text }) {
  const { shown } = shownText(answer, LONGEST_KEPT, true);
  return (
    <span class="answer-tools">
      {shown.length === textLength(answer) && <CopyButton text={shown} />}
      <LinkButton label="Open in Editor" icon="go-to-file" onPress={() => openText(answer, "Answer", "markdown")} />
    </span>
  );
}

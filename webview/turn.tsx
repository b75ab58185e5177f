import { textLength, type Text } from "../src/core/text";
import type { TurnNode } from "../src/core/trajectory";
import { totalTokens } from "../src/core/usage";
import { Cell } from "./cell";
import { Clamp } from "./clamp";
import { Draft } from "./draft";
import { Elapsed } from "./elapsed";
import { count, plural, spending } from "./format";
import { Markdown } from "./markdown";
import { Notes } from "./notes";
import { openText } from "./openText";
import { StatusIcon } from "./statusIcon";
import { shownText, TextBlock } from "./textBlock";
import { Badge } from "./ui/badge";
import { Disclosure } from "./ui/disclosure";
import { Icon } from "./ui/icon";
import { LinkButton } from "./ui/linkButton";
import { isOpen, setOpen } from "./viewState";
import { wordsOf } from "./words";

interface Props {
  readonly turn: TurnNode;
  /** A component that reads signals is made anew only when its props change, and the turn changes in place. */
  readonly revision: number;
}

/** A turn: what the model said, and its cells. */
export function Turn({ turn }: Props) {
  const key = `turn:${turn.run.start.run}:${turn.start.turn}`;
  const open = isOpen(key, true);
  return (
    <section class="turn" aria-label={`Turn ${turn.start.turn}`}>
      <div class="turn-head">
        <h3>
          <button type="button" class="turn-toggle" aria-expanded={open} onClick={() => setOpen(key, !open)}>
            <Icon name={open ? "chevron-down" : "chevron-right"} />
            Turn {count(turn.start.turn)}
          </button>
        </h3>
        {turn.start.forced && <Badge text="last call" />}
        <TurnFacts turn={turn} />
        <TurnTexts turn={turn} />
      </div>
      {open && (
        <div class="turn-content">
          <Words turn={turn} id={key} />
          {turn.cells.map((cell) => (
            <Cell key={cell.start.cell} cell={cell} revision={cell.revision} />
          ))}
          <Notes notes={turn.notes} />
        </div>
      )}
    </section>
  );
}

function TurnFacts({ turn }: { readonly turn: TurnNode }) {
  const { reply, status, start, endedAt } = turn;
  const parts = [
    turn.cells.length > 0 ? plural(turn.cells.length, "cell") : "",
    reply === null ? "" : spending(reply),
    reply !== null && totalTokens(turn.spend.usage) > totalTokens(reply.usage)
      ? `with sub-queries ${spending(turn.spend)}`
      : "",
  ].filter((part) => part !== "");
  return (
    <span class="turn-facts">
      {status !== "ok" && <StatusIcon status={status} named />}
      <Elapsed since={start.at} ms={endedAt === null ? null : endedAt - start.at} running={status === "running"} />
      {parts.map((part) => (
        <span>{part}</span>
      ))}
      {reply?.finish === "length" && <span>cut by the token limit</span>}
      {reply?.finish === "filter" && <span>withheld by the provider</span>}
    </span>
  );
}

function TurnTexts({ turn }: { readonly turn: TurnNode }) {
  const name = `Turn ${turn.start.turn}`;
  const { reply } = turn;
  return (
    <span class="turn-texts">
      <LinkButton
        label="Prompt"
        title="Open what the model was told in an editor"
        onPress={() => openText(turn.start.prompt, `${name} prompt`, "markdown")}
      />
      {reply !== null && (
        <LinkButton
          label="Reply"
          title="Open the whole reply in an editor"
          onPress={() => openText(reply.reply, `${name} reply`, "markdown")}
        />
      )}
    </span>
  );
}

function Words({ turn, id }: { readonly turn: TurnNode; readonly id: string }) {
  const { reply } = turn;
  if (reply === null) return turn.status === "running" ? <Draft draft={turn.draft} /> : null;
  return (
    <>
      <Reasoning text={reply.reasoning} id={`${id}:reasoning`} turn={turn.start.turn} />
      <Said
        reply={reply.reply}
        codes={turn.cells.map((cell) => shownText(cell.start.code, 100_000, false).shown)}
        id={`${id}:words`}
      />
    </>
  );
}

function Said({ reply, codes, id }: { readonly reply: Text; readonly codes: readonly string[]; readonly id: string }) {
  const { shown } = shownText(reply, 100_000, false);
  const words = wordsOf(shown, codes);
  if (words === "") return null;
  return (
    <Clamp id={id} text={words}>
      <Markdown text={words} />
    </Clamp>
  );
}

function Reasoning({ text, id, turn }: { readonly text: Text; readonly id: string; readonly turn: number }) {
  if (textLength(text) === 0) return null;
  return (
    <Disclosure id={id} summary={<span class="muted">Reasoning, {plural(textLength(text), "character")}</span>}>
      {() => <TextBlock text={text} label="Reasoning" title={`Turn ${turn} reasoning`} language="markdown" />}
    </Disclosure>
  );
}

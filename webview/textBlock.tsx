import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { headOf, textHead, textLength, type Text } from "../src/core/text";
import { count } from "./format";
import { openText } from "./openText";
import { fetchText, forgetProblem } from "./texts";
import { Icon } from "./ui/icon";
import { LinkButton } from "./ui/linkButton";

/** Characters that are shown before anybody asks for more, and at most. */
const SHORT = 4_000;
const MOST = 200_000;

interface Props {
  readonly text: Text;
  /** Stands above the text. */
  readonly label: ComponentChildren;
  /** Of the editor that the text opens in. */
  readonly title: string;
  readonly language?: string;
  readonly short?: number;
  /** How the text is shown; as it is, where absent. */
  readonly children?: (shown: string) => ComponentChildren;
}

/** A text of the run under its label. A long one shows its beginning; the rest is fetched when it is asked for. */
export function TextBlock({ text, label, title, language = "plaintext", short = SHORT, children }: Props) {
  const [expanded, setExpanded] = useState(false);
  const toggle = (wanted: boolean): void => {
    if (typeof text !== "string") forgetProblem(text.ref);
    setExpanded(wanted);
  };
  const { shown, problem, loading } = shownText(text, expanded ? MOST : short, expanded);
  return (
    <div class="text-block">
      <div class="text-label">
        <span>{label}</span>
        <button
          type="button"
          class="icon-button"
          aria-label={`Open in editor: ${title}`}
          title="Open in Editor"
          onClick={() => openText(text, title, language)}
        >
          <Icon name="go-to-file" />
        </button>
      </div>
      {children === undefined ? <pre class="plain">{shown}</pre> : children(shown)}
      {problem !== null && (
        <p class="hint" role="alert">
          {problem}
        </p>
      )}
      <More length={textLength(text)} short={short} expanded={expanded} loading={loading} onToggle={toggle} />
    </div>
  );
}

interface MoreProps {
  readonly length: number;
  readonly short: number;
  readonly expanded: boolean;
  readonly loading: boolean;
  readonly onToggle: (expanded: boolean) => void;
}

function More({ length, short, expanded, loading, onToggle }: MoreProps) {
  if (length <= short) return null;
  if (loading) return <p class="hint">Loading {count(length)} characters…</p>;
  const all =
    length > MOST ? `Show ${count(MOST)} of ${count(length)} characters` : `Show all ${count(length)} characters`;
  return (
    <p class="hint">
      <LinkButton label={expanded ? "Show less" : all} onPress={() => onToggle(!expanded)} />
      {expanded && length > MOST && <span> The whole text, {count(length)} characters, opens in an editor.</span>}
    </p>
  );
}

interface ShownText {
  readonly shown: string;
  /** Why the rest can't be had. */
  readonly problem: string | null;
  readonly loading: boolean;
}

/** At most `limit` characters of a text. With `whole` more than the head at hand is fetched. */
export function shownText(text: Text, limit: number, whole: boolean): ShownText {
  if (typeof text === "string") return { shown: headOf(text, limit), problem: null, loading: false };
  const head = textHead(text, limit);
  if (!whole) return { shown: head, problem: null, loading: false };
  const fetched = fetchText(text.ref).value;
  if (fetched.text === null) return { shown: head, problem: fetched.problem, loading: fetched.problem === null };
  return { shown: headOf(fetched.text, limit), problem: null, loading: false };
}

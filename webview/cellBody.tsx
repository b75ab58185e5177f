import type { ComponentChildren } from "preact";
import type { CellEnd, CellError, VariableInfo } from "../src/core/events";
import { textLength } from "../src/core/text";
import type { CellNode } from "../src/core/trajectory";
import { CodeBlock } from "./codeBlock";
import { count, plural } from "./format";
import { Notes } from "./notes";
import { TextBlock } from "./textBlock";
import { Disclosure } from "./ui/disclosure";
import { Icon } from "./ui/icon";

interface Props {
  readonly cell: CellNode;
  /** Stands above the code. */
  readonly label: ComponentChildren;
}

/** A cell's code and what it gave: output, error, value, answer, variables, notes. */
export function CellBody({ cell, label }: Props) {
  const { end } = cell;
  const error = end?.error ?? null;
  const value = end?.value ?? "";
  const name = `Cell ${cell.start.cell}`;
  return (
    <>
      <TextBlock text={cell.start.code} label={label} title={name} language="javascript" short={20_000}>
        {(code) => <CodeBlock code={code} errorLine={error?.line ?? null} />}
      </TextBlock>
      {error !== null && <ErrorBlock error={error} />}
      {cell.output.map((text, index) => (
        <TextBlock text={text} label={index === 0 ? "Output" : "More output"} title={`${name} output`} />
      ))}
      {end !== null && end.droppedChars > 0 && (
        <p class="hint">{plural(end.droppedChars, "more character")} printed and not kept.</p>
      )}
      {textLength(value) > 0 && <TextBlock text={value} label="Value" title={`${name} value`} />}
      {end !== null && <AnswerMark cell={cell} />}
      {end !== null && <Restart end={end} />}
      <Notes notes={cell.notes} />
      {end !== null && <Variables id={`variables:${cell.start.cell}`} variables={end.variables} />}
    </>
  );
}

function ErrorBlock({ error }: { readonly error: CellError }) {
  const place =
    error.line === null
      ? ""
      : ` (line ${count(error.line)}${error.column === null ? "" : `, column ${count(error.column)}`})`;
  return (
    <div class="error-block">
      <Icon name="error" tone="error" label="Error" />
      <pre class="plain">
        <strong>{error.name}</strong>: {error.message}
        <span class="muted">{place}</span>
      </pre>
    </div>
  );
}

function AnswerMark({ cell }: { readonly cell: CellNode }) {
  switch (cell.final) {
    case "none":
      return null;
    case "given":
      return <Mark icon="comment" text="This cell gave an answer." />;
    case "accepted":
      return <Mark icon="pass-filled" text="This cell gave the answer of the run." />;
    case "held-back":
      return <Mark icon="circle-slash" text="This cell gave an answer that was held back; the run went on." />;
  }
}

function Mark({ icon, text }: { readonly icon: string; readonly text: string }) {
  return (
    <p class="mark">
      <Icon name={icon} tone={icon === "pass-filled" ? "ok" : "muted"} />
      {text}
    </p>
  );
}

function Restart({ end }: { readonly end: CellEnd }) {
  if (end.restart === null) return null;
  const { text, kept, lost } = end.restart;
  return (
    <p class="mark">
      <Icon name="debug-restart" tone="warning" label="Restarted" />
      <span>
        {text}
        {kept.length > 0 && ` Kept: ${kept.join(", ")}.`}
        {lost.length > 0 && ` Lost: ${lost.join(", ")}.`}
      </span>
    </p>
  );
}

function Variables({ id, variables }: { readonly id: string; readonly variables: readonly VariableInfo[] }) {
  const changed = variables.filter((variable) => variable.changed);
  if (changed.length === 0) return null;
  const names = changed.map((variable) => variable.name);
  return (
    <Disclosure id={id} summary={<span class="muted">Variables changed: {names.slice(0, 12).join(", ")}</span>}>
      {() => (
        <table class="variables">
          <tbody>
            {changed.map(({ name, type, size, preview }) => (
              <tr>
                <th scope="row">{name}</th>
                <td>{type}</td>
                <td>{size}</td>
                <td class="preview">{preview}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Disclosure>
  );
}

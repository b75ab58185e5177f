import type { ComponentChildren } from "preact";
import { isOpen, setOpen } from "../viewState";
import { Icon } from "./icon";

interface Props {
  /** Under which the state is kept. */
  readonly id: string;
  readonly summary: ComponentChildren;
  readonly byDefault?: boolean;
  /** Made only while it is open. */
  readonly children: () => ComponentChildren;
}

/** A part that opens and closes. The package's collapsible tells screen readers neither its role nor its state. */
export function Disclosure({ id, summary, byDefault = false, children }: Props) {
  const open = isOpen(id, byDefault);
  return (
    <div class="disclosure">
      <button type="button" class="disclosure-summary" aria-expanded={open} onClick={() => setOpen(id, !open)}>
        <Icon name={open ? "chevron-down" : "chevron-right"} />
        <span>{summary}</span>
      </button>
      {open && <div class="disclosure-content">{children()}</div>}
    </div>
  );
}

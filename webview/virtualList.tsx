import type { ComponentChildren, RefObject } from "preact";
import { useState } from "preact/hooks";

/** Height of every row in CSS pixels, as in VS Code's own lists; the style sheet has the same number. */
const ROW_HEIGHT = 22;

const MOST_VISIBLE = 14;
const MARGIN = 6;

interface Props {
  readonly length: number;
  readonly place: RefObject<HTMLDivElement | null>;
  readonly children: (index: number) => ComponentChildren;
}

/** Rows of one height, of which only those in sight are made. */
export function VirtualList({ length, place, children }: Props) {
  const [top, setTop] = useState(0);
  const visible = Math.min(length, MOST_VISIBLE);
  const first = Math.max(0, Math.min(Math.floor(top / ROW_HEIGHT), length - visible) - MARGIN);
  const last = Math.min(length, first + visible + 2 * MARGIN);
  const indexes = Array.from({ length: last - first }, (_, offset) => first + offset);
  return (
    <div
      class="virtual-list"
      ref={place}
      role="presentation"
      tabIndex={-1}
      style={{ height: pixels(visible) }}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div class="virtual-all" role="presentation" style={{ height: pixels(length) }}>
        <div class="virtual-window" role="presentation" style={{ top: pixels(first) }}>
          {indexes.map((index) => children(index))}
        </div>
      </div>
    </div>
  );
}

/** Scrolls a list as little as makes the row visible. */
export function revealRow(list: HTMLElement, index: number): void {
  const top = index * ROW_HEIGHT;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + ROW_HEIGHT > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW_HEIGHT - list.clientHeight;
}

function pixels(rows: number): string {
  return `${rows * ROW_HEIGHT}px`;
}

import { useEffect, useRef } from "preact/hooks";
import type { CellNode } from "../src/core/trajectory";
import { Inspector } from "./inspector";
import { openRow } from "./openRow";
import { QueryRow, rowId } from "./queryRow";
import { parentIndex, rowsOf, type Row } from "./rows";
import { revealRow, VirtualList } from "./virtualList";
import { isOpen, selected, setOpen } from "./viewState";

const PAGE = 12;

interface Props {
  readonly cell: CellNode;
  /** A component that reads signals is made anew only when its props change, and the cell changes in place. */
  readonly revision: number;
}

/** The sub-queries of a cell as a tree, and below it what the selected one was asked and said. */
export function QueryTree({ cell }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const rows = rowsOf(cell, isOpen);
  const at = rows.findIndex((row) => row.key === selected.value);
  const active = rows[at];

  const select = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row !== undefined) selected.value = row.key;
  };
  const toggle = (row: Row): void => {
    if (row.open !== null) setOpen(row.key, !row.open);
  };
  // A restored selection is brought into sight once; later ones are where the person clicked or moved to.
  useEffect(() => {
    if (at >= 0 && list.current !== null) revealRow(list.current, at);
  }, [active?.key]);

  const moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => select(at + 1),
    ArrowUp: () => select(at < 0 ? 0 : at - 1),
    PageDown: () => select(at + PAGE),
    PageUp: () => select(at - PAGE),
    Home: () => select(0),
    End: () => select(rows.length - 1),
    ArrowRight: () => {
      if (active?.open === false) toggle(active);
      else if (active?.open === true) select(at + 1);
    },
    ArrowLeft: () => {
      if (active?.open === true) toggle(active);
      else if (at >= 0 && parentIndex(rows, at) >= 0) select(parentIndex(rows, at));
    },
    " ": () => {
      if (active !== undefined) toggle(active);
    },
    Enter: () => {
      if (active !== undefined && !openRow(active.node)) toggle(active);
    },
    Escape: () => (selected.value = null),
  };

  return (
    <div class="queries">
      <div class="row-head" aria-hidden="true">
        <span>Sub-query</span>
        <span class="row-model">Model</span>
        <span class="row-number">Tokens</span>
        <span class="row-number">Cost</span>
        <span class="row-number">Time</span>
      </div>
      <div
        class="tree"
        role="tree"
        tabIndex={0}
        aria-label={`Sub-queries of cell ${cell.start.cell}`}
        {...(active === undefined ? {} : { "aria-activedescendant": rowId(active.key) })}
        onKeyDown={(event) => {
          const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
          if (move === undefined) return;
          event.preventDefault();
          move();
        }}
      >
        <VirtualList length={rows.length} place={list}>
          {(index) => {
            const row = rows[index];
            return row === undefined ? null : (
              <QueryRow
                key={row.key}
                row={row}
                selected={row === active}
                onSelect={() => (selected.value = row.key)}
                onToggle={() => toggle(row)}
              />
            );
          }}
        </VirtualList>
      </div>
      {active !== undefined && <Inspector key={active.key} node={active.node} />}
    </div>
  );
}

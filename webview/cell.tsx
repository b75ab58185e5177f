import type { CellNode } from "../src/core/trajectory";
import { CellBody } from "./cellBody";
import { Elapsed } from "./elapsed";
import { count, spending, STATUS_TEXT, tallied } from "./format";
import { QueryTree } from "./queryTree";
import { StatusIcon } from "./statusIcon";
import { Disclosure } from "./ui/disclosure";

interface Props {
  readonly cell: CellNode;
  /** A component that reads signals is made anew only when its props change, and the cell changes in place. */
  readonly revision: number;
}

/** A cell: code, what it gave, and its sub-queries. */
export function Cell({ cell, revision }: Props) {
  const { tally, status, start } = cell;
  return (
    <article class={`cell ${status}`} aria-label={`Cell ${start.cell}, ${STATUS_TEXT[status]}`}>
      <div class="cell-gutter" aria-hidden="true">
        [{count(start.cell)}]
      </div>
      <div class="cell-content">
        <CellBody cell={cell} label={<CellState cell={cell} />} />
        {tally.total > 0 && (
          <Disclosure
            id={`queries:${start.cell}`}
            byDefault
            summary={
              <>
                {tallied(tally)} <span class="muted">{spending(cell.spend)}</span>
              </>
            }
          >
            {() => <QueryTree cell={cell} revision={revision} />}
          </Disclosure>
        )}
      </div>
    </article>
  );
}

function CellState({ cell: { status, start, end } }: { readonly cell: CellNode }) {
  return (
    <span class="cell-state">
      <StatusIcon status={status} />
      <span>{STATUS_TEXT[status]}</span>
      <Elapsed since={start.at} ms={end?.ms ?? null} running={status === "running"} />
    </span>
  );
}

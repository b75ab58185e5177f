import { totalTokens } from "../src/core/usage";
import { Elapsed } from "./elapsed";
import { cost, count, STATUS_TEXT } from "./format";
import type { Row, RowNode } from "./rows";
import { fullName, rowName, rowStatus, rowTime, rowTitle } from "./rowText";
import { StatusIcon } from "./statusIcon";
import { Icon } from "./ui/icon";

/** CSS pixels per level. */
const INDENT = 12;

interface Props {
  readonly row: Row;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onToggle: () => void;
}

export function rowId(key: string): string {
  return `row-${key}`;
}

/** One line of a tree of sub-queries: what, by which model, tokens, cost, time. */
export function QueryRow({ row, selected, onSelect, onToggle }: Props) {
  const { node, level, open } = row;
  const status = rowStatus(node);
  const { since, ms } = rowTime(node);
  const total = totalTokens(node.spend.usage);
  const isFree = fromMemory(node);
  return (
    <div
      class={selected ? "row selected" : "row"}
      id={rowId(row.key)}
      role="treeitem"
      aria-level={level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-selected={selected}
      {...(open === null ? {} : { "aria-expanded": open })}
      aria-label={spoken(node)}
      onClick={onSelect}
      onDblClick={onToggle}
    >
      <span class="row-main">
        <span class="row-indent" style={{ width: `${(level - 1) * INDENT}px` }} />
        <span class="row-twistie" onClick={onToggle}>
          {open !== null && <Icon name={open ? "chevron-down" : "chevron-right"} />}
        </span>
        <StatusIcon status={status} />
        <span class="row-name">{rowName(node)}</span>
        <span class="row-title">{rowTitle(node)}</span>
        {isFree && (
          <span class="row-free">
            <Icon name="history" /> from memory, free
          </span>
        )}
      </span>
      <span class="row-model">{modelOf(node)}</span>
      <span class="row-number">{total > 0 ? count(total) : ""}</span>
      <span class="row-number">{total > 0 ? cost(node.spend.costUsd) : ""}</span>
      <span class="row-number">
        <Elapsed since={since} ms={ms} running={status === "running"} />
      </span>
    </div>
  );
}

function fromMemory(node: RowNode): boolean {
  return node.kind === "query" && node.end !== null && node.end.fromMemory;
}

function modelOf(node: RowNode): string {
  if (node.kind === "query") return node.start.model;
  return node.kind === "turn" ? node.run.start.models.root.id : "";
}

function spoken(node: RowNode): string {
  const total = totalTokens(node.spend.usage);
  const parts = [
    node.kind === "batch" ? "" : fullName(node),
    STATUS_TEXT[rowStatus(node)],
    rowTitle(node),
    modelOf(node),
    total > 0 ? `${count(total)} tokens, cost ${cost(node.spend.costUsd)}` : "",
    fromMemory(node) ? "from memory, free" : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

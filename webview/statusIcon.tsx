import type { NodeStatus } from "../src/core/trajectory";
import { STATUS_TEXT } from "./format";
import { Icon } from "./ui/icon";

/** The icon of a status. With `named` it says the status itself; without, a text beside it does. */
export function StatusIcon({ status, named = false }: { readonly status: NodeStatus; readonly named?: boolean }) {
  const label = named ? { label: STATUS_TEXT[status] } : {};
  switch (status) {
    case "running":
      return <Icon name="loading" spin {...label} />;
    case "ok":
      return <Icon name="pass" tone="ok" {...label} />;
    case "error":
      return <Icon name="error" tone="error" {...label} />;
    case "cancelled":
      return <Icon name="circle-slash" tone="muted" {...label} />;
    case "interrupted":
      return <Icon name="debug-disconnect" tone="warning" {...label} />;
  }
}

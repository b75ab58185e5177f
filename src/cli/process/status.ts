import type { RunStatus } from "../../core/events";

/** Exit statuses; 130 and its kin are `Interrupt`'s. */
export const EXIT = { done: 0, failed: 1, usage: 2, partial: 3 } as const;

export function exitStatus(status: RunStatus): number {
  switch (status) {
    case "answered":
      return EXIT.done;
    case "forced":
    case "stopped":
      return EXIT.partial;
    case "failed":
      return EXIT.failed;
  }
}

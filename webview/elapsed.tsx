import { now } from "./clock";
import { duration, ticking } from "./format";

interface Props {
  /** ms since the root run began. */
  readonly since: number;
  /** Known once it has ended. */
  readonly ms: number | null;
  /** False for what was left without an end. */
  readonly running: boolean;
}

/** How long something took, or has taken so far. */
export function Elapsed({ since, ms, running }: Props) {
  if (ms !== null) return <span>{duration(ms)}</span>;
  return <span>{running ? ticking(now.value - since) : "–"}</span>;
}

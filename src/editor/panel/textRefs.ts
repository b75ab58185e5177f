import type { RunEvent } from "../../core/events";

/** Whether any of a run's events refers to the text of this hash. */
export function hasText(events: readonly RunEvent[], hash: string): boolean {
  return events.some((event) => refersTo(event, hash));
}

function refersTo(value: unknown, hash: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  if ("ref" in value && value.ref === hash) return true;
  return Object.values(value).some((inner) => refersTo(inner, hash));
}

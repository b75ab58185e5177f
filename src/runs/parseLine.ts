import * as v from "valibot";
import type { RunEvent } from "../core/events";
import { EVENT_SCHEMAS } from "./eventSchemas";

export type ParsedLine = { readonly event: RunEvent } | { readonly problem: string };

const header = v.object({ type: v.string() });

/** Reads one line of a log. What is in it is data; whatever it is, this does not throw. */
export function parseLine(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { problem: "not JSON" };
  }
  const known = v.safeParse(header, value);
  if (!known.success) return { problem: "not an event of a run" };
  const { type } = known.output;
  if (!isEventType(type)) return { problem: `an unknown event “${type.slice(0, 40)}”` };
  const parsed = v.safeParse(EVENT_SCHEMAS[type], value);
  if (parsed.success) return { event: parsed.output };
  const [issue] = parsed.issues;
  return { problem: `an event “${type}” whose “${v.getDotPath(issue) ?? "fields"}” is not as expected` };
}

function isEventType(type: string): type is keyof typeof EVENT_SCHEMAS {
  return Object.hasOwn(EVENT_SCHEMAS, type);
}

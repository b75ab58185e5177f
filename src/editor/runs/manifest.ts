import * as v from "valibot";
import type { ContextManifest, ManifestEntry } from "../../core/events";
import type { RunSource } from "./runSource";

const entriesSchema = v.array(v.tuple([v.string(), v.number(), v.number(), v.number(), v.string(), v.number()]));

/** What a run was asked about; null before it has begun. */
export function manifestOf(source: RunSource): ContextManifest | null {
  const start = source.snapshot().find((event) => event.type === "run.start" && event.run === source.id);
  return start?.type === "run.start" ? start.context : null;
}

/** The files of a run's context; none where the list can't be read. */
export async function readEntries(source: RunSource, manifest: ContextManifest): Promise<readonly ManifestEntry[]> {
  try {
    const json = typeof manifest.entries === "string" ? manifest.entries : await source.text(manifest.entries.ref);
    const parsed = v.safeParse(entriesSchema, JSON.parse(json));
    return parsed.success ? parsed.output : [];
  } catch {
    // A list that is gone or torn leads nowhere, like one that is empty.
    return [];
  }
}

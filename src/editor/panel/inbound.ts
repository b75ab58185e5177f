import * as v from "valibot";
import type { PageMessage } from "./messages";

const ref = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const title = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const language = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9+#-]{0,30}$/));
const line = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1));

const schema: v.GenericSchema<unknown, PageMessage> = v.variant("type", [
  v.object({ type: v.literal("ready") }),
  v.object({ type: v.literal("resync") }),
  v.object({ type: v.literal("getText"), ref }),
  v.object({ type: v.literal("stop") }),
  v.object({
    type: v.literal("openReference"),
    path: v.pipe(v.string(), v.minLength(1), v.maxLength(4_096)),
    line,
    endLine: v.nullable(line),
  }),
  v.object({ type: v.literal("openLink"), url: v.pipe(v.string(), v.maxLength(4_096)) }),
  v.object({ type: v.literal("openText"), ref, title, language }),
  v.object({ type: v.literal("openInline"), text: v.pipe(v.string(), v.maxLength(1_000_000)), title, language }),
  v.object({
    type: v.literal("action"),
    action: v.picklist(["set-key", "open-settings", "choose-model", "show-log", "ask-again"]),
  }),
]);

/** A message from the page, checked; null for anything else. */
export function parsePageMessage(message: unknown): PageMessage | null {
  const parsed = v.safeParse(schema, message);
  return parsed.success ? parsed.output : null;
}

/** What a page keeps over a reload of the window: which run it shows. Null for anything else. */
export function parsePageState(state: unknown): string | null {
  const parsed = v.safeParse(v.object({ run: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }), state);
  return parsed.success ? parsed.output.run : null;
}

/** The address of a link that may be opened, as it is; null for any scheme but http and https. */
export function webAddress(url: string): string | null {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null;
}

import { effect, signal } from "@preact/signals";
import * as v from "valibot";
import { keep, readKept } from "./host";

const Kept = v.object({
  /** The run that is shown; the host restores a panel by it. */
  run: v.string(),
  selected: v.nullable(v.string()),
  open: v.record(v.string(), v.boolean()),
  scroll: v.number(),
  following: v.boolean(),
});

const kept = v.safeParse(Kept, readKept());
const before = kept.success ? kept.output : null;

const run = signal(before?.run ?? "");
const open = signal<Readonly<Record<string, boolean>>>(before?.open ?? {});

/** Key of the row of a tree that is selected: `query:12`, `batch:3:0`, `turn:<run>:2`, `cell:4`. */
export const selected = signal<string | null>(before?.selected ?? null);

/** Pixels from the top of the page. */
export const scroll = signal(before?.scroll ?? 0);

/** Whether the page moves along with what is new; off as soon as the person has moved away. */
export const following = signal(before?.following ?? true);

effect(() =>
  keep({
    run: run.value,
    selected: selected.value,
    open: open.value,
    scroll: scroll.value,
    following: following.value,
  }),
);

/** Says which run is shown. Another one than before begins with nothing selected, moved or opened. */
export function showRun(id: string): void {
  if (run.value === id) return;
  run.value = id;
  selected.value = null;
  open.value = {};
  scroll.value = 0;
  following.value = true;
}

/** Whether a part of the page is open; `byDefault` until a person has opened or closed it. */
export function isOpen(key: string, byDefault: boolean): boolean {
  return Object.hasOwn(open.value, key) ? open.value[key] === true : byDefault;
}

export function setOpen(key: string, value: boolean): void {
  open.value = { ...open.value, [key]: value };
}

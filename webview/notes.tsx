import type { Note } from "../src/core/events";
import { count } from "./format";
import { Icon } from "./ui/icon";

const ICONS = {
  info: { name: "info", label: "Note", tone: "muted" },
  warning: { name: "warning", label: "Warning", tone: "warning" },
  error: { name: "error", label: "Error", tone: "error" },
} as const;

const MOST_SHOWN = 50;

/** What the model was told, or a person should know, at the place that it belongs to. */
export function Notes({ notes }: { readonly notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.slice(0, MOST_SHOWN).map((note) => (
        <li class="note">
          <Icon {...ICONS[note.level]} />
          <span>{note.text}</span>
        </li>
      ))}
      {notes.length > MOST_SHOWN && <li class="note">and {count(notes.length - MOST_SHOWN)} more</li>}
    </ul>
  );
}

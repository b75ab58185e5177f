import { post } from "./host";
import type { PageMessage } from "../src/editor/panel/messages";
import { Button } from "./ui/button";

type Action = Extract<PageMessage, { type: "action" }>["action"];

const LABELS: Readonly<Record<Action, string>> = {
  "set-key": "Set API Key",
  "open-settings": "Open Settings",
  "choose-model": "Choose Models",
  "show-log": "Show Log",
  "ask-again": "Ask Again",
};

/** A button for something that only the host can do. */
export function ActionButton({ action, secondary = false }: { readonly action: Action; readonly secondary?: boolean }) {
  return <Button label={LABELS[action]} secondary={secondary} onPress={() => post({ type: "action", action })} />;
}

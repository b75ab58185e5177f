import type { ComponentChildren } from "preact";
import { Icon } from "./ui/icon";

const ICONS = { info: "info", warning: "warning", error: "error" } as const;

interface Props {
  readonly level: keyof typeof ICONS;
  readonly text: string;
  /** Buttons that help. */
  readonly children?: ComponentChildren;
}

/** Something that a person must see, with what can be done about it. */
export function Callout({ level, text, children }: Props) {
  return (
    <div class={`callout ${level}`}>
      <Icon name={ICONS[level]} {...(level === "info" ? {} : { tone: level })} />
      <p>{text}</p>
      {children !== undefined && <div class="callout-actions">{children}</div>}
    </div>
  );
}

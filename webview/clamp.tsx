import type { ComponentChildren } from "preact";
import { isOpen, setOpen } from "./viewState";
import { LinkButton } from "./ui/linkButton";

interface Props {
  /** Under which the state is kept. */
  readonly id: string;
  /** Decides whether the content is long; the content itself may look different. */
  readonly text: string;
  readonly children: ComponentChildren;
}

const LONG_CHARACTERS = 1_200;
const LONG_LINES = 14;

/** Shows the first lines of long content, with a way to the rest. */
export function Clamp({ id, text, children }: Props) {
  const isLong = text.length > LONG_CHARACTERS || text.split("\n", LONG_LINES + 1).length > LONG_LINES;
  if (!isLong) return <div>{children}</div>;
  const open = isOpen(id, false);
  return (
    <div>
      <div class={open ? undefined : "clamped"}>{children}</div>
      <LinkButton label={open ? "Show less" : "Show more"} onPress={() => setOpen(id, !open)} />
    </div>
  );
}

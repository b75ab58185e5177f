import "@vscode-elements/elements/dist/vscode-button/index.js";
import { h } from "preact";
import { Icon } from "./icon";

interface Props {
  readonly label: string;
  readonly icon?: string;
  readonly secondary?: boolean;
  readonly onPress: () => void;
}

/** A button that stands for a decision. Small actions beside a text are a `LinkButton`. */
export function Button({ label, icon, secondary = false, onPress }: Props) {
  const before = icon === undefined ? null : h("span", { slot: "content-before" }, <Icon name={icon} />);
  return h("vscode-button", { secondary, onClick: onPress }, before, label);
}

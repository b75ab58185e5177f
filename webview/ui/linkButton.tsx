import { Icon } from "./icon";

interface Props {
  readonly label: string;
  readonly icon?: string;
  readonly title?: string;
  readonly onPress: () => void;
}

/** A small action beside a text, as quiet as a link. */
export function LinkButton({ label, icon, title, onPress }: Props) {
  return (
    <button type="button" class="link-button" title={title} onClick={onPress}>
      {icon !== undefined && <Icon name={icon} />}
      {label}
    </button>
  );
}

interface Props {
  /** Name of a codicon. */
  readonly name: string;
  /** What it says to a screen reader; without it the icon only repeats a text beside it. */
  readonly label?: string;
  readonly spin?: boolean;
  readonly tone?: "ok" | "warning" | "error" | "muted";
}

/** An icon of VS Code's own font. */
export function Icon({ name, label, spin = false, tone }: Props) {
  const classes = `codicon codicon-${name}${spin ? " codicon-modifier-spin" : ""}${tone === undefined ? "" : ` tone-${tone}`}`;
  if (label === undefined) return <span class={classes} aria-hidden="true" />;
  return <span class={classes} role="img" aria-label={label} title={label} />;
}

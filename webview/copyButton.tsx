import { useSignal } from "@preact/signals";
import { LinkButton } from "./ui/linkButton";

const SAID_MS = 2000;

/** Copies a text, and says whether that worked. */
export function CopyButton({ text }: { readonly text: string }) {
  const label = useSignal("Copy");
  const say = (said: string): void => {
    label.value = said;
    setTimeout(() => (label.value = "Copy"), SAID_MS);
  };
  return (
    <LinkButton
      label={label.value}
      icon="copy"
      onPress={() =>
        void navigator.clipboard.writeText(text).then(
          () => say("Copied"),
          () => say("Could not copy"),
        )
      }
    />
  );
}

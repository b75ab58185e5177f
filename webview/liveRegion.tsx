import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

const BETWEEN_MS = 4000;

/** Tells screen readers what is happening, not more often than they can say it. */
export function LiveRegion({ text }: { readonly text: string }) {
  const said = useSignal("");
  const saidAt = useRef(-BETWEEN_MS);
  useEffect(() => {
    const wait = Math.max(0, saidAt.current + BETWEEN_MS - performance.now());
    const timer = setTimeout(() => {
      saidAt.current = performance.now();
      said.value = text;
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="only-spoken" role="status" aria-live="polite">
      {said.value}
    </p>
  );
}

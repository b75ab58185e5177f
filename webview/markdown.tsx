import { useLayoutEffect, useRef } from "preact/hooks";
import { linkify } from "./linkify";
import { markdownFragment } from "./markdownHtml";
import { isReadable } from "./markdownLimits";

/** A model's text as Markdown, with its links and `path:line` references made to work. */
export function Markdown({ text }: { readonly text: string }) {
  const place = useRef<HTMLDivElement>(null);
  const readable = isReadable(text);
  useLayoutEffect(() => {
    if (!readable) {
      place.current?.replaceChildren(text);
      return;
    }
    const fragment = markdownFragment(text);
    linkify(fragment);
    place.current?.replaceChildren(fragment);
  }, [text]);
  return <div class={readable ? "markdown" : "plain"} ref={place} />;
}

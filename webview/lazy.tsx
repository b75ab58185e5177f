import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  /** Made at once, in sight or not. */
  readonly eager: boolean;
  readonly children: ComponentChildren;
}

/** Makes its content when it comes near the visible part of the page, and keeps it from then on. */
export function Lazy({ eager, children }: Props) {
  const [made, setMade] = useState(eager);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (made || place.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setMade(true);
      },
      { rootMargin: "1200px" },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [made]);
  return made ? <>{children}</> : <div class="not-yet" ref={place} />;
}

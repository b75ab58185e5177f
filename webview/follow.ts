import { following, scroll } from "./viewState";

/** Pixels from the end that still count as being there. */
const NEAR = 48;
const KEEP_AFTER_MS = 200;

/** Watches where the person scrolls to. */
export function watchScroll(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  addEventListener(
    "scroll",
    () => {
      following.value = isAtEnd();
      clearTimeout(timer);
      timer = setTimeout(() => (scroll.value = scrollY), KEEP_AFTER_MS);
    },
    { passive: true },
  );
}

function isAtEnd(): boolean {
  const page = document.documentElement;
  return page.scrollHeight - page.clientHeight - scrollY < NEAR;
}

/** Moves to the newest, and follows from now on. */
export function jumpToEnd(): void {
  following.value = true;
  scrollTo({ top: document.documentElement.scrollHeight });
}

/** Moves to the answer and gives it the focus, so that a screen reader begins there. */
export function jumpToAnswer(): void {
  scrollTo({ top: 0 });
  document.getElementById("answer")?.focus({ preventScroll: true });
}

/** Moves to where an earlier life of this page was left. */
export function restoreScroll(): void {
  scrollTo({ top: scroll.peek() });
}

export interface Throttled {
  /** Runs the action once within the interval, however often it is called. */
  soon(): void;
  cancel(): void;
}

/** `action` at most once in `ms`; the first call of a quiet time runs at once. */
export function throttle(action: () => void, ms: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const rest = (): void => {
    timer = undefined;
    if (!again) return;
    again = false;
    start();
  };
  const start = (): void => {
    timer = setTimeout(rest, ms);
    action();
  };
  return {
    soon: () => {
      if (timer === undefined) start();
      else again = true;
    },
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
      again = false;
    },
  };
}

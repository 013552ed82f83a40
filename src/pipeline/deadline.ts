/** How much of its time is kept back for sinks to give up in, in milliseconds and as a part of it. */
const LONGEST_GRACE = 100;
const PART = 0.1;

/** When deliveries have to be over, whatever the sinks do. */
export interface Deadline {
  /** Tells the sinks to give up. */
  readonly signal: AbortSignal;
  /** Resolves when nobody waits any longer: a moment after the signal, and no later than the time allows. */
  readonly over: Promise<void>;
  /** Leaves only so many milliseconds from now, where that is less. */
  shorten(milliseconds: number): void;
  clear(): void;
}

/**
 * Starts to count: after so many milliseconds all is over, the time to give up included. Where the outer signal fires,
 * sinks get no more than that time.
 */
export function startDeadline(milliseconds: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  let finish: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  function endAfter(time: number): void {
    const left = Math.max(0, time);
    const grace = Math.min(LONGEST_GRACE, left * PART);
    timers.push(
      setTimeout(() => controller.abort(), left - grace),
      setTimeout(finish, left),
    );
  }
  function end(): void {
    controller.abort();
    timers.push(setTimeout(finish, LONGEST_GRACE));
  }
  endAfter(milliseconds);
  outer?.addEventListener('abort', end, { once: true });
  if (outer?.aborted) end();
  return {
    signal: controller.signal,
    over,
    shorten: endAfter,
    clear() {
      for (const timer of timers) clearTimeout(timer);
      outer?.removeEventListener('abort', end);
    },
  };
}

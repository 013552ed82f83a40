import { DoorlogError } from '../../errors.ts';
import type { Http, HttpResponse } from '../../ports.ts';

const SECOND = 1_000;
/** GitHub gives the budget back every hour; a longer wait is somebody’s mistake. */
const LONGEST_WAIT = 2 * 60 * 60 * SECOND;
/** Where a refusal does not say how long (GitHub, “Rate limits for the REST API”). */
const UNTOLD_WAIT = 60 * SECOND;
/** Of the budget, which the hooks of running jobs share where the token is a repository’s. */
const LEFT_TO_OTHERS = 0.1;

/** How a long row of requests keeps to GitHub’s rate limit. */
export interface Pace {
  /** Otherwise it raises `api-rate-limited` where it would wait. */
  readonly mayWait: boolean;
  /** Told every second, in milliseconds, and once with 0 when it goes on. */
  readonly onWait: (left: number) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Waits before the rate limit is used up, a tenth of it left to others, and after a refusal for its sake.
 * Raises `api-rate-limited`, and what the signal’s reason is.
 */
export function paceRequests(http: Http, { mayWait, onWait, now, pause, signal }: Pace): Http {
  let scarceUntil = 0;
  let waiting: Promise<void> | undefined;

  async function countDown(until: number): Promise<void> {
    for (let left = until - now(); left > 0; left = until - now()) {
      onWait(left);
      await pause(Math.min(left, SECOND), signal);
    }
    onWait(0);
  }

  /** One countdown for all requests that wait. */
  async function waitUntil(until: number): Promise<void> {
    if (!mayWait || until - now() > LONGEST_WAIT) {
      const minutes = Math.max(1, Math.ceil((until - now()) / 60 / SECOND));
      throw new DoorlogError(
        'api-rate-limited',
        `GitHub’s API has hardly any requests left for this token, and gives new ones in ${minutes} minutes; run again to go on.`,
      );
    }
    waiting ??= countDown(until).finally(() => {
      waiting = undefined;
    });
    await waiting;
  }

  return async (request) => {
    for (;;) {
      signal.throwIfAborted();
      if (waiting || scarceUntil > now()) await waitUntil(scarceUntil);
      const reply = await http(request);
      const { remaining, limit, reset } = budgetOf(reply);
      if (remaining <= limit * LEFT_TO_OTHERS && reset > now()) scarceUntil = reset;
      else if (reply.status < 400) scarceUntil = 0;
      const isRefused =
        reply.status === 429 ||
        (reply.status === 403 && (remaining === 0 || reply.headers['retry-after'] !== undefined));
      if (!isRefused) return reply;
      const seconds = Number(reply.headers['retry-after']);
      const wait = seconds > 0 ? seconds * SECOND : reset > now() ? reset - now() : UNTOLD_WAIT;
      scarceUntil = Math.max(scarceUntil, now() + wait);
    }
  };
}

function budgetOf({ headers }: HttpResponse): { remaining: number; limit: number; reset: number } {
  const number = (name: string) => {
    const text = headers[name];
    return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  };
  return {
    remaining: number('x-ratelimit-remaining') ?? Number.POSITIVE_INFINITY,
    limit: number('x-ratelimit-limit') ?? 0,
    reset: (number('x-ratelimit-reset') ?? 0) * SECOND,
  };
}

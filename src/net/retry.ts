import { codeOf } from '../errors.ts';

const FIRST_WAIT = 200;
const LONGEST_WAIT = 8_000;

/**
 * Milliseconds to wait before the attempt after this one: Retry-After where the server gave it, else full jitter. `date`
 * is the server’s own time, where its reply says it.
 */
export function backoff(attempt: number, retryAfter?: string, date?: string): number {
  const asked = retryAfterMilliseconds(retryAfter, date);
  if (asked !== undefined) return asked;
  return Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
}

/** Reads a Retry-After header, seconds or a date by the server’s clock (RFC 9110, 10.2.3), into milliseconds. */
function retryAfterMilliseconds(value: string | undefined, date = ''): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - (Date.parse(date) || Date.now()));
}

/** Whether a failed exchange is worth another attempt: broken connections are, certificates and sizes are not. */
export function isPassing(error: unknown): boolean {
  return codeOf(error) === 'http-connection';
}

/** Waits, or ends early when the signal fires. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
}

import { codeOf, type ErrorCode, sentenceOf } from '../../errors.ts';
import type { GapReason } from '../../model/access-record.ts';
import type { Observed } from '../../ports.ts';

const REASONS: Partial<Record<ErrorCode, GapReason>> = {
  'api-denied': 'not-permitted',
  'api-not-found': 'not-found',
  'api-rate-limited': 'rate-limited',
};

/** Turns a look that may fail into an observation; `needed` says what it takes to see the fact. */
export async function observed<T>(needed: string, look: () => Promise<T>): Promise<Observed<T>> {
  try {
    return { ok: true, value: await look() };
  } catch (error) {
    return notSeen(error, needed);
  }
}

/** The gap that an error leaves. */
export function notSeen(error: unknown, needed: string): Observed<never> {
  return { ok: false, reason: REASONS[codeOf(error)] ?? 'service-failed', needed, detail: sentenceOf(error) };
}

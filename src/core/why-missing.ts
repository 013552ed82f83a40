import type { GapReason } from '../model/access-record.ts';

const NOT_SHOWN = 'GitHub does not show it to this token';

const WHY = {
  'rate-limited': 'the rate limit of GitHub’s API is used up; run the job again later',
  'service-failed': 'GitHub’s API failed or could not be reached; run the job again',
  'not-permitted': NOT_SHOWN,
  'not-found': NOT_SHOWN,
  'input-invalid': 'it is not what it should be',
} as const satisfies Partial<Record<GapReason, string>>;

/**
 * Why something could not be seen, in our own words, without a full stop. What a service said may quote anything, so it
 * is shown nowhere: it stands in the gap’s `detail`, which only the log holds.
 */
export function whyMissing(reason: GapReason): string {
  return reason in WHY ? WHY[reason as keyof typeof WHY] : NOT_SHOWN;
}

/** Whether a fact is missing for a fault that may pass, rather than for a right that it takes. */
export function mayPass(reason: GapReason): boolean {
  return reason === 'rate-limited' || reason === 'service-failed';
}

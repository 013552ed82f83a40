import type { Observed } from '../ports.ts';

/** What is left of the hour’s requests, as GitHub last told it. */
export interface RequestsLeft {
  readonly remaining: number;
  readonly limit: number;
}

/** How many requests to GitHub a hook may make: what it asks for, the job’s own steps can’t. */
const PER_HOOK = 5;

/** As many looks as there are: a collector takes most of them once for all jobs of a run. */
export const PER_COLLECTED_JOB = 12;

/** Below this share of the hour’s requests the rest is left to the steps of the job. */
const LOW_SHARE = 0.05;

const SPENT = 'a hook with fewer looks to take: each asks GitHub at most 5 times; or the collector';
const LOW = 'more requests left in the hour’s rate limit of GitHub’s API; or the collector';

/** Counts a hook’s requests to GitHub. */
export interface RequestBudget {
  /** A look that the record needs: it counts, and is taken while there is any budget. */
  needed<T>(look: () => Promise<Observed<T>>): Promise<Observed<T>>;
  /** A look that the record can do without: it gives way where the rate limit is low. */
  optional<T>(look: () => Promise<Observed<T>>): Promise<Observed<T>>;
  readonly isLow: () => boolean;
  /** Counts requests that were made anyway. */
  spend(requests: number): void;
}

/** `reserved` requests are kept for what is asked anyway. */
export function requestBudget(
  reserved: number,
  left: () => RequestsLeft | undefined,
  most: number = PER_HOOK,
): RequestBudget {
  let remaining = most - reserved;

  function isLow(): boolean {
    const now = left();
    return now !== undefined && now.remaining < now.limit * LOW_SHARE;
  }

  async function needed<T>(look: () => Promise<Observed<T>>): Promise<Observed<T>> {
    if (remaining <= 0) return { ok: false, reason: 'not-asked', needed: SPENT };
    remaining -= 1;
    return look();
  }

  return {
    isLow,
    spend(requests) {
      remaining -= requests;
    },
    needed,
    optional: async (look) => (isLow() ? { ok: false, reason: 'not-asked', needed: LOW } : needed(look)),
  };
}

import { deploymentWorld, type World } from '../__tests__/support/world.ts';

/**
 * The job that is measured: a deployment that alice pushed, bob re-ran and carol approved, judged by a policy with all
 * five rules. Its token may ask more often than a measurement needs.
 */
export function benchWorld(): World {
  return deploymentWorld({ rateLimit: rateLimit(PLENTY) });
}

/** More requests than a measurement needs. */
export const PLENTY = 100_000;

/** So few of an hour's thousand requests that a hook should spare them, and enough for one job. */
export const SCARCE = 20;

/** A token's budget of which so many requests are left. */
export function rateLimit(remaining: number): World['rateLimit'] {
  return { limit: Math.max(1_000, remaining), remaining, reset: 4_102_444_800 };
}

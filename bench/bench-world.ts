import { deploymentWorld, type World } from '../__tests__/support/world.ts';

/**
 * The job that is measured: a deployment that alice pushed, bob re-ran and carol approved, judged by a policy with all
 * five rules. Its token may ask more often than a measurement needs.
 */
export function benchWorld(): World {
  return deploymentWorld({ rateLimit: { limit: 100_000, remaining: 100_000, reset: 4_102_444_800 } });
}

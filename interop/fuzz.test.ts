import { describe, expect, it } from '@jest/globals';
import { runFuzz } from '../__tests__/attacks/fuzz/run-fuzz.ts';

const TRIALS = 100_000;
/** What a warm thread may still come to hold: compiled code and caches of a fixed size. */
const MOST_GROWTH = 16 * 1024 * 1024;

describe('verifying', () => {
  it('neither fails, accepts, hangs nor grows when evidence is damaged in 100,000 ways', async () => {
    const { outcomes, growth } = await runFuzz({ trials: TRIALS, seed: 20_261_121, workers: 2 });

    expect(outcomes.refused + outcomes.unreadable + outcomes.same).toBe(TRIALS);
    expect(outcomes.refused).toBeGreaterThan(TRIALS / 2);
    expect(growth).toBeLessThan(MOST_GROWTH);
  });
});

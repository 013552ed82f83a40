import { describe, expect, it } from '@jest/globals';
import { runFuzz } from './run-fuzz.ts';

describe('verifying', () => {
  it('neither fails nor accepts when evidence is damaged in 2,000 ways', async () => {
    const { outcomes } = await runFuzz({ trials: 2_000, seed: 7, workers: 1 });

    expect(outcomes.refused + outcomes.unreadable + outcomes.same).toBe(2_000);
    expect(outcomes.refused).toBeGreaterThan(1_000);
  });
});

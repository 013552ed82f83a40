import { describe, expect, it } from '@jest/globals';
import { createProgressLine } from '../../../src/cli/reconcile/progress.ts';

const jobs = { stage: 'jobs', day: '2026-10-02', daysDone: 1, days: 4, runs: 10, runsDone: 5, jobs: 1_234 } as const;

function line(isTerminal: boolean) {
  const written: string[] = [];
  let now = 0;
  const progress = createProgressLine(
    (text) => void written.push(text),
    isTerminal,
    () => {
      now += 1_000;
      return now;
    },
  );
  return { progress, written };
}

describe('The progress of a reconciliation', () => {
  it('is a line that changes when somebody looks on', () => {
    const { progress, written } = line(true);

    progress.tell(jobs);
    progress.tell({ stage: 'records', done: 2_000 });
    progress.tell({ stage: 'attestations', done: 1, of: 2 });
    progress.clear();

    expect(written).toEqual([
      `\r\u001b[K[${'='.repeat(9)}${' '.repeat(15)}]  37 % 2026-10-02: 5 of 10 runs, 1,234 jobs so far`,
      '\r\u001b[K2,000 copies of records read',
      `\r\u001b[K[${'='.repeat(12)}${' '.repeat(12)}]  50 % attestations: 1 of 2`,
      '\r\u001b[K',
    ]);
  });

  it('counts down when it waits, and tells nothing else meanwhile', () => {
    const { progress, written } = line(true);

    progress.wait(61_000);
    progress.tell(jobs);
    progress.wait(0);
    progress.tell(jobs);

    expect(written[0]).toBe('\r\u001b[KGitHub’s rate limit is nearly used up; on in 1:01');
    expect(written[1]).toBe('\r\u001b[K');
    expect(written[2]).toContain('2026-10-02');
    expect(written).toHaveLength(3);
  });

  it('is a line for a day, for many records and for a wait when it goes to a log', () => {
    const { progress, written } = line(false);

    for (let done = 0; done < 3; done++) progress.tell({ ...jobs, runsDone: done });
    progress.wait(61_000);
    progress.wait(60_000);
    progress.wait(0);
    for (const done of [1, 20_000, 20_001]) progress.tell({ stage: 'records', done });
    progress.clear();

    expect(written).toEqual([
      'Jobs of 2026-10-02, day 2 of 4.\n',
      'Waiting 1:01 minutes for GitHub’s rate limit.\n',
      '20,000 copies of records read.\n',
    ]);
  });
});

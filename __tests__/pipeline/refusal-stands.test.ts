import { describe, expect, it } from '@jest/globals';
import { problemOf, problemsFail } from '../../src/core/problem.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { refusalStands } from '../../src/pipeline/refusal-stands.ts';

const HOW = { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn' } as const;

function verdictOf(verdict: Verdict['verdict'], mode: Verdict['mode'] = 'enforce'): Verdict {
  const results: Verdict['results'] = [
    { rule: 'a', result: 'fail', severity: 'high', message: 'A sentence.', evidence: [] },
  ];
  return { policy: { origin: 'built-in' }, ...HOW, mode, verdict, results: verdict === 'fail' ? results : [] };
}

async function failure(verdict: Verdict): Promise<boolean> {
  const work = async () => Promise.reject(new Error('a fault of ours'));
  const error = await refusalStands(verdict, work).catch((caught: unknown) => caught);
  return problemsFail([problemOf(error)], verdict);
}

describe('a refusal', () => {
  it('stands when its record can’t be finished and on-error only warns', async () => {
    expect(await failure(verdictOf('fail'))).toBe(true);
  });

  it.each([
    ['the policy lets the job through', verdictOf('pass')],
    ['nothing is to be refused', verdictOf('fail', 'audit')],
  ])('is none when %s', async (_name, verdict) => {
    expect(await failure(verdict)).toBe(false);
  });

  it('is answered with what the work answers when nothing fails', async () => {
    expect(await refusalStands(verdictOf('fail'), async () => 7)).toBe(7);
  });
});

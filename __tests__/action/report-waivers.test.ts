import { describe, expect, it } from '@jest/globals';
import type { ActionConsole } from '../../src/action/console.ts';
import { reportWaivers } from '../../src/action/report-problems.ts';
import type { Verdict, WaiverResult } from '../../src/model/verdict.ts';

const HOW = { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn' } as const;

function verdictWith(...waivers: Partial<WaiverResult>[]): Verdict {
  const whole = {
    rule: 'a-rule',
    layer: 'repository',
    state: 'applied',
    expires: '2027-01-01T00:00:00.000Z',
    line: 7,
  } as const;
  return {
    policy: { origin: 'repository', path: '.github/doorlog.yml' },
    ...HOW,
    verdict: 'pass',
    results: [],
    waivers: waivers.map((each) => ({ ...whole, ...each })),
  };
}

function told(verdict: Verdict, earlier?: Verdict): string[] {
  const said: string[] = [];
  const console: ActionConsole = {
    info: (sentence) => said.push(`info ${sentence}`),
    warn: (sentence, place) => said.push(`warn ${place?.location?.file}:${place?.location?.line} ${sentence}`),
    error: (sentence) => said.push(`error ${sentence}`),
  };
  reportWaivers(console, verdict, earlier);
  return said;
}

describe('reportWaivers', () => {
  it('warns at its line of the policy when a waiver has expired', () => {
    const [sentence] = told(verdictWith({ state: 'expired' }));
    expect(sentence).toMatch(/^warn \.github\/doorlog\.yml:7 The waiver of a-rule expired/);
  });

  it('points to no file of the repository when the organisation’s waiver has expired', () => {
    expect(told(verdictWith({ state: 'expired', layer: 'organization' }))[0]).toMatch(/^warn undefined:undefined /);
  });

  it('says so in the step’s log when a waiver was used, or was not', () => {
    expect(told(verdictWith({ state: 'applied' }, { state: 'unused' }))).toEqual([
      'info a finding of a-rule is waived until 2027-01-01T00:00:00.000Z.',
      'info the waiver of a-rule found nothing to waive in this job.',
    ]);
  });

  it('keeps quiet when an earlier stage has told it', () => {
    expect(told(verdictWith({ state: 'expired' }), verdictWith({ state: 'expired' }))).toEqual([]);
  });
});

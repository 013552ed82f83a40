import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { combineStrictness, isRefused, judge, type Strictness } from '../../src/core/judge.ts';
import { type PolicyInForce, parsePolicy } from '../../src/core/policy.ts';
import { endOf } from '../../src/core/waivers.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { Verdict } from '../../src/model/verdict.ts';
import { arbitraryJob, arbitraryPolicy, arbitraryWaiver, customJudgements } from '../support/arbitrary-policy.ts';
import { baseRecord } from '../support/base-record.ts';

const INPUTS: Strictness = { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn' };
const ORIGIN = { origin: 'repository', path: '.github/doorlog.yml' } as const;

function judged(record: AccessRecord, policy: PolicyInForce): Verdict {
  return judge(record, policy, combineStrictness(INPUTS, policy), customJudgements(policy));
}

const unverified = baseRecord({ set: { '/source/verification': { verified: false, reason: 'unsigned' } } });

/** A policy that demands verified commits, with waivers of that rule by scope and expiry. */
function waiving(...waivers: readonly { scope?: object; expires?: string; rule?: string }[]): Promise<PolicyInForce> {
  const common = { rule: 'commit-is-verified', owner: 'Alice', reason: 'Keys are on order.', approver: 'bob' };
  return parsePolicy(
    JSON.stringify({
      version: 1,
      rules: [{ id: 'commit-is-verified' }, { id: 'audit-is-first' }],
      waivers: waivers.map((waiver) => ({ expires: '2027-01-31', ...common, ...waiver })),
    }),
    ORIGIN,
  );
}

describe('waivers', () => {
  it('add no failure, no unknown and no refusal when one is added to any policy', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPolicy(), arbitraryWaiver(), arbitraryJob(), async (policy, waiver, record) => {
        const before = judged(record, await parsePolicy(JSON.stringify(policy), ORIGIN));
        const more = { ...policy, waivers: [...(policy.waivers ?? []), waiver] };
        const after = judged(record, await parsePolicy(JSON.stringify(more), ORIGIN));
        const results = (verdict: Verdict) => verdict.results.map(({ rule, result }) => [rule, result]);
        const turned = results(after).map(([rule, result]) => [rule, result === 'waived' ? 'fail' : result]);
        const plain = results(before).map(([rule, result]) => [rule, result === 'waived' ? 'fail' : result]);
        expect(turned).toEqual(plain);
        before.results.forEach(({ result }, index) => {
          if (result !== 'fail') expect(after.results[index]?.result).toBe(result);
        });
        expect(isRefused(before) || !isRefused(after)).toBe(true);
        const bad = ({ verdict }: Verdict) => ['pass', 'unknown', 'fail'].indexOf(verdict);
        expect(bad(after)).toBeLessThanOrEqual(bad(before));
      }),
      { numRuns: 150 },
    );
  });

  it('turn a failure into waived, which stays visible, when they cover it', async () => {
    const verdict = judged(unverified, await waiving({}));
    expect(verdict).toMatchObject({ verdict: 'pass' });
    expect(isRefused(verdict)).toBe(false);
    expect(verdict.results[0]).toMatchObject({
      result: 'waived',
      severity: 'critical',
      message: expect.stringMatching(/not verified/),
      mend: expect.any(String),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(verdict.waivers).toEqual([
      {
        rule: 'commit-is-verified',
        layer: 'repository',
        state: 'applied',
        owner: 'Alice',
        approver: 'bob',
        reason: 'Keys are on order.',
        expires: '2027-02-01T00:00:00.000Z',
        line: 1,
      },
    ]);
  });

  it.each([
    ['nothing else is said', {}, 'waived'],
    ['the environment is in its scope', { environments: ['production'] }, 'waived'],
    ['the environment is not in its scope', { environments: ['staging'] }, 'fail'],
    ['whoever started the job is in its scope', { people: ['ALICE'] }, 'waived'],
    ['whoever started the job is not in its scope', { people: ['bob'] }, 'fail'],
    ['the id of whoever started the job is in its scope', { people: ['1001'] }, 'waived'],
    ['the id of somebody else is in its scope', { people: ['1002', '100*'] }, 'fail'],
    ['its subjects are any', { subjects: ['**'] }, 'waived'],
    ['its subject is another one', { subjects: ['something-else'] }, 'fail'],
    ['one part of its scope does not hold', { people: ['alice'], branches: ['other'] }, 'fail'],
  ])('look at their scope when %s', async (_name, scope, expected) => {
    const [result] = judged(unverified, await waiving({ scope })).results;
    expect(result?.result).toBe(expected);
  });

  it('cover nobody else’s re-run when they are for whoever started the job', async () => {
    const rerun = baseRecord({
      set: {
        '/source/verification': { verified: false, reason: 'unsigned' },
        '/people/rerunner': { login: 'mallory', id: '1666' },
      },
    });
    const [one] = judged(rerun, await waiving({ scope: { people: ['alice'] } })).results;
    const [both] = judged(rerun, await waiving({ scope: { people: ['alice', 'mallory'] } })).results;
    expect([one?.result, both?.result]).toEqual(['fail', 'waived']);
  });

  it('cover nothing when it could not be seen whether the job is in their scope', async () => {
    const unseen = { ...unverified, pipeline: { ...unverified.pipeline } };
    delete unseen.pipeline.environment;
    const verdict = judged(unseen, await waiving({ scope: { environments: ['**'] } }));
    expect(verdict.results[0]?.result).toBe('fail');
    expect(verdict.waivers).toBeUndefined();
  });

  it.each([
    ['2026-11-18', 'waived', 'applied'],
    ['2026-11-17', 'fail', 'expired'],
    ['2026-11-18T10:09:42Z', 'waived', 'applied'],
    ['2026-11-18T10:09:41Z', 'fail', 'expired'],
  ])('hold until their end, by the record’s own time, when that is %s', async (expires, result, state) => {
    const verdict = judged(unverified, await waiving({ expires }));
    expect(verdict.results[0]?.result).toBe(result);
    expect(verdict.waivers?.map((waiver) => waiver.state)).toEqual([state]);
  });

  it('stay expired when a step of the job has set the clock back', async () => {
    const expired = await waiving({ expires: '2026-11-18T10:00:00Z' });
    const record = baseRecord({
      set: {
        '/observedAt/end': '2026-11-18T09:00:00.000Z',
        '/source/verification': { verified: false, reason: 'unsigned' },
      },
    });
    expect(record.observedAt.start).toBe('2026-11-18T10:05:12.000Z');
    const verdict = judged(record, expired);
    expect([verdict.results[0]?.result, verdict.waivers?.[0]?.state]).toEqual(['fail', 'expired']);
  });

  it('cover nothing and are not called expired when the time of the record is not known', async () => {
    const verdict = judged({ ...unverified, observedAt: {} }, await waiving({}));
    expect(verdict.results[0]?.result).toBe('fail');
    expect(verdict.waivers?.map(({ state }) => state)).toEqual(['unused']);
  });

  it('all apply when several cover one failure', async () => {
    const verdict = judged(unverified, await waiving({}, { scope: { people: ['alice'] } }, { expires: '2026-01-01' }));
    expect(verdict.waivers?.map(({ state }) => state)).toEqual(['applied', 'applied', 'expired']);
  });

  it.each([
    ['there was nothing to waive', baseRecord(), {}, ['unused']],
    ['the job is not in their scope', baseRecord(), { scope: { jobs: ['other'] } }, undefined],
    ['their rule is not in force', baseRecord(), { rule: 'audit-is-enforced' }, undefined],
    ['their rule could not tell', baseRecord({ remove: ['/source/verification'] }), {}, undefined],
    [
      'they expired and the job is not in their scope',
      baseRecord(),
      { scope: { jobs: ['x'] }, expires: '2026-01-01' },
      undefined,
    ],
    ['they expired and there was nothing to waive', baseRecord(), { expires: '2026-01-01' }, ['expired']],
  ])('are reported as what they are when %s', async (_name, record, waiver, states) => {
    const verdict = judged(record, await waiving(waiver));
    expect(verdict.waivers?.map(({ state }) => state)).toEqual(states);
  });

  it('turn no unknown when a rule could not tell', async () => {
    const verdict = judged(baseRecord({ remove: ['/source/verification'] }), await waiving({}));
    expect(verdict.results[0]?.result).toBe('unknown');
    expect(verdict.verdict).toBe('unknown');
  });
});

describe('any expiry', () => {
  it('can be told in a record when a waiver has it', async () => {
    const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(day, fc.boolean(), async (date, isDay) => {
        const expires = isDay ? date.toISOString().slice(0, 10) : date.toISOString();
        const verdict = judged(unverified, await waiving({ expires }));
        expect(Verdict.safeParse(JSON.parse(JSON.stringify(verdict))).error?.issues).toBeUndefined();
      }),
    );
  });
});

describe('endOf', () => {
  it.each([
    ['2026-12-31', '2027-01-01T00:00:00.000Z'],
    ['2026-12-31T18:00:00Z', '2026-12-31T18:00:00.000Z'],
    ['9999-12-31', '9999-12-31T23:59:59.999Z'],
  ])('is the end of the day or the moment itself when it is %s', (expires, end) => {
    expect(new Date(endOf({ expires })).toISOString()).toBe(end);
  });
});

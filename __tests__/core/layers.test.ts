import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { combineStrictness, isRefused, judge, type Strictness } from '../../src/core/judge.ts';
import { builtInPolicy, type PolicyInForce, parsePolicy, withOrganization } from '../../src/core/policy.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { Policy } from '../../src/model/policy.ts';
import { SEVERITIES, type Severity } from '../../src/model/severity.ts';
import { Verdict } from '../../src/model/verdict.ts';
import { arbitraryJob, arbitraryPolicy, customJudgements } from '../support/arbitrary-policy.ts';
import { baseRecord } from '../support/base-record.ts';

const INPUTS: Strictness = { mode: 'enforce', onViolation: 'warn', onUnknown: 'ignore', onError: 'warn' };
const COMMIT = '5f2c7d1b8e9a4036c1d2e3f4a5b6c7d8e9f00112';
const REPOSITORY = { origin: 'repository', repository: 'octo-org/payments', path: '.github/doorlog.yml' } as const;
const ORGANIZATION = {
  origin: 'repository',
  repository: 'octo-org/policies',
  path: 'doorlog.yml',
  commit: COMMIT,
} as const;

const parsed = (policy: Policy | string, origin: Verdict['policy'] = REPOSITORY) =>
  parsePolicy(typeof policy === 'string' ? policy : JSON.stringify(policy), origin);

function judged(record: AccessRecord, policy: PolicyInForce, inputs = INPUTS): Verdict {
  return judge(record, policy, combineStrictness(inputs, policy), customJudgements(policy));
}

const rank = (severity: Severity | undefined) => SEVERITIES.indexOf(severity ?? 'low');
const bad = ({ verdict }: Verdict) => ['pass', 'unknown', 'fail'].indexOf(verdict);
const STRICT = { ignore: 0, warn: 1, fail: 2 } as const;

describe('withOrganization', () => {
  it('is loosened in nothing when any repository writes any policy', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPolicy(), arbitraryPolicy(), arbitraryJob(), async (demanded, written, record) => {
        const organization = await parsed(demanded, ORGANIZATION);
        const alone = judged(record, withOrganization(builtInPolicy(), organization));
        const both = judged(record, withOrganization(await parsed(written), organization));
        const demands = (verdict: Verdict) =>
          verdict.results.filter(({ layer }) => layer === 'organization').map((result) => JSON.stringify(result));
        expect(demands(both)).toEqual(demands(alone));
        expect(alone.results).toHaveLength(demands(alone).length);
        expect(bad(both)).toBeGreaterThanOrEqual(bad(alone));
        for (const key of ['onViolation', 'onUnknown', 'onError'] as const) {
          expect(STRICT[both[key]]).toBeGreaterThanOrEqual(STRICT[alone[key]]);
        }
        expect(rank(both.failFrom)).toBeLessThanOrEqual(rank(alone.failFrom));
        expect(isRefused(both) || !isRefused(alone)).toBe(true);
        const waived = (verdict: Verdict) => (verdict.waivers ?? []).filter(({ layer }) => layer === 'organization');
        expect(waived(both)).toEqual(waived(alone));
        expect(Verdict.safeParse(JSON.parse(JSON.stringify(both))).error?.issues).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  it('is what the repository asks for beside it too when any organisation writes any policy', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPolicy(), arbitraryPolicy(), arbitraryJob(), async (demanded, written, record) => {
        const repository = await parsed(written);
        const alone = judged(record, repository);
        const both = judged(record, withOrganization(repository, await parsed(demanded, ORGANIZATION)));
        expect(bad(both)).toBeGreaterThanOrEqual(bad(alone));
        expect(isRefused(both) || !isRefused(alone)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  const unverified = baseRecord({ set: { '/source/verification': { verified: false, reason: 'unsigned' } } });
  const DEMAND = 'version: 1\non-violation: fail\nfail-from: high\nrules:\n  - id: commit-is-verified\n';

  it('names both policies and whose each result is when it judges', async () => {
    const policy = withOrganization(
      await parsed('version: 1\nrules:\n  - id: audit-is-first\n'),
      await parsed(DEMAND, ORGANIZATION),
    );
    const verdict = judged(unverified, policy);
    expect(verdict.policy).toEqual(REPOSITORY);
    expect(verdict.organizationPolicy).toEqual({
      repository: 'octo-org/policies',
      path: 'doorlog.yml',
      commit: COMMIT,
    });
    expect(verdict.results.map(({ rule, layer, result }) => [rule, layer, result])).toEqual([
      ['commit-is-verified', 'organization', 'fail'],
      ['audit-is-first', 'repository', 'pass'],
    ]);
    expect(isRefused(verdict)).toBe(true);
  });

  it.each([
    ['switches the rule off', 'rules: [{ id: commit-is-verified, enabled: false }]'],
    ['makes its finding low', 'rules: [{ id: commit-is-verified, severity: low }]'],
    ['asks for it elsewhere only', 'rules: [{ id: commit-is-verified, when: { branches: [other] } }]'],
    ['counts the worst only', 'fail-from: critical'],
    ['warns of violations', 'on-violation: warn'],
    ['has no production', 'production-environments: [nowhere]'],
    [
      'waives the rule',
      'waivers: [{ rule: commit-is-verified, owner: a, reason: b, approver: c, expires: 2099-12-31 }]',
    ],
  ])('still refuses what the organisation forbids when the repository %s', async (_name, text) => {
    const policy = withOrganization(await parsed(`version: 1\n${text}\n`), await parsed(DEMAND, ORGANIZATION));
    const verdict = judged(unverified, policy);
    expect(isRefused(verdict)).toBe(true);
    const [first] = verdict.results;
    expect(first).toMatchObject({ rule: 'commit-is-verified', layer: 'organization', result: 'fail' });
    expect(first).toMatchObject({ severity: 'critical', raisedBy: ['environment', 'secrets'] });
  });

  it('lets the organisation’s waiver reach its own rule only when both demand it', async () => {
    const waiver = 'waivers: [{ rule: commit-is-verified, owner: a, reason: b, approver: c, expires: 2099-12-31 }]\n';
    const policy = withOrganization(await parsed(DEMAND), await parsed(`${DEMAND}${waiver}`, ORGANIZATION));
    expect(judged(unverified, policy).results.map(({ layer, result }) => [layer, result])).toEqual([
      ['organization', 'waived'],
      ['repository', 'fail'],
    ]);
  });

  it('says once, as the organisation’s, what both say in the same words when both demand a rule', async () => {
    const policy = withOrganization(await parsed(DEMAND), await parsed(DEMAND, ORGANIZATION));
    expect(judged(unverified, policy).results.map(({ layer }) => layer)).toEqual(['organization']);
  });

  it('judges by the organisation’s policy and fails jobs when the repository has only the built-in one', async () => {
    const policy = withOrganization(builtInPolicy(), await parsed(DEMAND, ORGANIZATION));
    const verdict = judged(unverified, policy);
    expect(verdict.policy).toEqual({ origin: 'built-in' });
    expect(verdict.results.map(({ rule }) => rule)).toEqual(['commit-is-verified']);
    expect(isRefused(verdict)).toBe(true);
  });

  it('refuses an organisation’s policy when that one extends another organisation’s', async () => {
    const text = `version: 1\nextends: other/policies/x.yml@${COMMIT}\n`;
    const organization = await parsed(text, ORGANIZATION);
    expect(() => withOrganization(builtInPolicy(), organization)).toThrow(
      'doorlog.yml extends the policy of other/policies; an organisation’s policy may extend templates only.',
    );
  });
});

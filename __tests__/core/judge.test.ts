import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { combineStrictness, evidenceFor, isRefused, judge, type Strictness } from '../../src/core/judge.ts';
import { builtInPolicy, type PolicyInForce } from '../../src/core/policy.ts';
import { type Problem, problemOf, problemsFail } from '../../src/core/problem.ts';
import { defineRule, fail, pass, unknown } from '../../src/core/rule.ts';
import { catalogue } from '../../src/core/rules/catalogue.ts';
import { DoorlogError } from '../../src/errors.ts';
import { Verdict } from '../../src/model/verdict.ts';
import { arbitraryRecord, recordOfSeed } from '../support/arbitrary-record.ts';

const RANK = { ignore: 0, warn: 1, fail: 2 } as const;
const twoWays = fc.constantFrom('fail', 'warn');
const threeWays = fc.constantFrom('fail', 'warn', 'ignore');

const strictness: fc.Arbitrary<Strictness> = fc.record({
  mode: fc.constantFrom('enforce', 'audit'),
  onViolation: twoWays,
  onUnknown: threeWays,
  onError: twoWays,
});

function policyWith(settings: PolicyInForce['strictness'], rules = builtInPolicy().rules): PolicyInForce {
  return { origin: { origin: 'repository', path: '.github/doorlog.yml' }, rules, strictness: settings };
}

const settings = fc.record(
  { onViolation: twoWays, onUnknown: threeWays, onError: twoWays },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<PolicyInForce['strictness']>;

describe('combineStrictness', () => {
  it('never loosens what the inputs ask for when a policy says something else', () => {
    fc.assert(
      fc.property(strictness, settings, (inputs, policy) => {
        const both = combineStrictness(inputs, policyWith(policy));
        expect(both.mode).toBe(inputs.mode);
        for (const key of ['onViolation', 'onUnknown', 'onError'] as const) {
          expect(RANK[both[key]]).toBe(Math.max(RANK[inputs[key]], RANK[policy[key] ?? 'ignore']));
        }
      }),
    );
  });

  it('fails no job by the built-in policy when nobody chose one', () => {
    fc.assert(
      fc.property(strictness, arbitraryRecord(), (inputs, record) => {
        const policy = builtInPolicy();
        expect(isRefused(judge(record, policy, combineStrictness(inputs, policy)))).toBe(false);
      }),
    );
  });
});

describe('judge', () => {
  it('says the same when the rules come in another order', () => {
    const rules = catalogue().map((rule) => ({ rule, severity: rule.severity, params: {} }));
    const sorted = ({ results, ...rest }: Verdict) => ({
      ...rest,
      results: [...results].sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    });
    fc.assert(
      fc.property(
        arbitraryRecord(),
        strictness,
        fc.shuffledSubarray(rules, { minLength: rules.length }),
        (record, how, turned) => {
          const one = judge(record, policyWith({}, rules), how);
          const other = judge(record, policyWith({}, turned), how);
          expect(JSON.stringify(sorted(other))).toBe(JSON.stringify(sorted(one)));
          expect(isRefused(other)).toBe(isRefused(one));
        },
      ),
    );
  });

  it('gives a verdict that a record may hold when it judges any record', () => {
    fc.assert(
      fc.property(arbitraryRecord(), strictness, (record, how) => {
        const verdict = judge(record, policyWith({}), how);
        expect(Verdict.safeParse(JSON.parse(JSON.stringify(verdict))).error?.issues).toBeUndefined();
      }),
    );
  });

  const say = (id: string, result: 'pass' | 'fail' | 'unknown') => ({
    rule: defineRule({
      id,
      group: 'source',
      controls: [],
      title: '',
      why: '',
      mend: 'Mend it.',
      severity: 'low',
      evidence: ['commit'],
      params: z.strictObject({}),
      judge: (record) =>
        result === 'unknown'
          ? unknown(record, '/source')
          : result === 'fail'
            ? fail('No.', ['/source'])
            : pass('Yes.', []),
    }),
    severity: 'high' as const,
    isSeverityFixed: true,
    params: {},
  });
  const HOW: Strictness = { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn' };

  it.each([
    [['pass', 'pass'], 'pass', false, false],
    [['pass', 'unknown'], 'unknown', false, true],
    [['unknown', 'fail'], 'fail', true, true],
    [['pass', 'fail'], 'fail', true, true],
    [[], 'pass', false, false],
  ] as const)('says of %j %s when all are put together', (results, verdict, refused, refusedIfStrict) => {
    const policy = policyWith(
      {},
      results.map((result, index) => say(`rule-${index}`, result)),
    );
    const record = recordOfSeed(1);
    expect(judge(record, policy, HOW).verdict).toBe(verdict);
    expect(isRefused(judge(record, policy, HOW))).toBe(refused);
    expect(isRefused(judge(record, policy, { ...HOW, onUnknown: 'fail' }))).toBe(refusedIfStrict);
    expect(isRefused(judge(record, policy, { ...HOW, mode: 'audit', onUnknown: 'fail' }))).toBe(false);
    expect(isRefused(judge(record, policy, { ...HOW, onViolation: 'warn' }))).toBe(false);
  });

  it('gives a mend for a failure only, and the severity of the policy', () => {
    const policy = policyWith({}, [say('a', 'fail'), say('b', 'pass')]);
    const [first, second] = judge(recordOfSeed(1), policy, HOW).results;
    expect(first).toMatchObject({ mend: 'Mend it.', severity: 'high' });
    expect(second).not.toHaveProperty('mend');
  });

  it('declares the evidence of all its rules together when asked', () => {
    expect([...evidenceFor(policyWith({}, [say('a', 'pass'), say('b', 'fail')]))]).toEqual(['commit']);
    expect(evidenceFor(builtInPolicy()).has('approvals')).toBe(true);
  });

  it('says which rule broke down when one does', () => {
    const broken = { ...say('broken', 'pass') };
    const rule = {
      ...broken.rule,
      judge: () => {
        throw new TypeError('x is undefined');
      },
    };
    expect(() => judge(recordOfSeed(1), policyWith({}, [{ ...broken, rule }]), HOW)).toThrow(
      'The rule broken broke down.',
    );
  });
});

describe('problemsFail', () => {
  const problem = (kind: Problem['kind']): Problem => ({ kind, code: 'internal', message: '' });
  it.each([
    ['mistake', 'warn', 'enforce', true],
    ['required', 'warn', 'enforce', true],
    ['service', 'warn', 'enforce', false],
    ['service', 'fail', 'enforce', true],
    ['mistake', 'fail', 'audit', false],
    ['required', 'fail', 'audit', false],
    ['service', 'fail', 'audit', false],
  ] as const)('when there is a %s, on-error is %s and mode %s: %s', (kind, onError, mode, fails) => {
    expect(problemsFail([problem(kind)], { mode, onError })).toBe(fails);
  });

  it('fails nothing when nothing went wrong', () => {
    expect(problemsFail([], { mode: 'enforce', onError: 'fail' })).toBe(false);
  });
});

describe('problemOf', () => {
  it.each([
    ['input-invalid', 'mistake'],
    ['policy-invalid', 'mistake'],
    ['event-invalid', 'mistake'],
    ['state-invalid', 'mistake'],
    ['environment-invalid', 'mistake'],
    ['http-timeout', 'service'],
    ['policy-unavailable', 'service'],
    ['signing-failed', 'service'],
  ] as const)('sorts %s as a %s when it was raised', (code, kind) => {
    expect(problemOf(new DoorlogError(code, 'A sentence.'))).toEqual({ kind, code, message: 'A sentence.' });
  });

  it('says that it was our own fault when something else was thrown', () => {
    expect(problemOf(new TypeError('x\n  is undefined'))).toMatchObject({
      kind: 'service',
      code: 'internal',
      message: 'Doorlog itself failed: x is undefined',
    });
  });
});

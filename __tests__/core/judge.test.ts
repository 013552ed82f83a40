import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { combineStrictness, evidenceFor, isRefused, judge, type Strictness } from '../../src/core/judge.ts';
import {
  builtInPolicy,
  type CustomRuleInForce,
  type PolicyInForce,
  parsePolicy,
  type RuleInForce,
  withOrganization,
} from '../../src/core/policy.ts';
import { type Problem, problemOf, problemsFail } from '../../src/core/problem.ts';
import { defineRule, fail, type Judgement, pass, unknown, unseen } from '../../src/core/rule.ts';
import { verdictFor } from '../../src/core/verdict.ts';
import { DoorlogError } from '../../src/errors.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { Severity } from '../../src/model/severity.ts';
import { RuleResult, type UnknownReason, Verdict } from '../../src/model/verdict.ts';
import { arbitraryJob, arbitraryPolicy, customJudgements, without } from '../support/arbitrary-policy.ts';
import { arbitraryRecord, recordOfSeed } from '../support/arbitrary-record.ts';
import { baseRecord } from '../support/base-record.ts';

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
  it('says the same when rules, custom rules and waivers of two layers come in another order', async () => {
    const sorted = ({ results, waivers = [], ...rest }: Verdict) => ({
      ...rest,
      results: results.map((result) => JSON.stringify(result)).sort(),
      waivers: waivers.map((waiver) => JSON.stringify(waiver)).sort(),
    });
    const file = { origin: 'file', path: 'policy.yml' } as const;
    await fc.assert(
      fc.asyncProperty(
        arbitraryPolicy(),
        arbitraryPolicy(),
        fc.boolean(),
        arbitraryJob(),
        strictness,
        fc.infiniteStream(fc.nat()),
        async (repository, organization, hasOrganization, record, how, dice) => {
          const own = await parsePolicy(JSON.stringify(repository), file);
          const policy = hasOrganization
            ? withOrganization(own, await parsePolicy(JSON.stringify(organization), file))
            : own;
          const turn = <T>(list: readonly T[] = []) =>
            list
              .map((item) => [dice.next().value, item] as const)
              .sort(([a], [b]) => a - b)
              .map(([, item]) => item);
          const other = {
            ...policy,
            rules: turn(policy.rules),
            custom: turn(policy.custom),
            waivers: turn(policy.waivers),
          };
          const known = customJudgements(policy);
          const one = judge(record, policy, how, known);
          const two = judge(record, other, how, known);
          expect(sorted(two)).toEqual(sorted(one));
          expect(isRefused(two)).toBe(isRefused(one));
        },
      ),
      { numRuns: 100 },
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

const HOW: Strictness = { mode: 'enforce', onViolation: 'fail', onUnknown: 'fail', onError: 'warn' };

/** A rule in force that says what it is told to. */
function saying(judgement: Judgement, parts: Partial<RuleInForce> = {}): RuleInForce {
  const rule = defineRule({
    id: 'a-rule',
    group: 'source',
    controls: [],
    title: '',
    why: '',
    mend: 'Mend it.',
    severity: 'medium',
    evidence: ['commit'],
    params: z.strictObject({}),
    judge: () => judgement,
  });
  return { rule, severity: 'medium', params: {}, ...parts };
}

const no = (subject?: string) => fail('No.', ['/source'], { subject });
const cannot = (reason: UnknownReason) => unseen(reason, 'Who knows.', []);
const only = (rule: RuleInForce, more: Partial<PolicyInForce> = {}): PolicyInForce => ({
  ...policyWith({}, [rule]),
  ...more,
});
const result = (record: AccessRecord, policy: PolicyInForce): RuleResult | undefined =>
  judge(record, policy, HOW).results[0];

describe('the severity of a finding', () => {
  const quiet = baseRecord({ set: { '/access/secrets': [], '/pipeline/environment': 'staging' } });
  const fork = { number: '7', headSha: 'a'.repeat(40), fromFork: true };
  const ofFork = (event: string) =>
    baseRecord({
      set: {
        '/access/secrets': ['DEPLOY_TOKEN'],
        '/pipeline/environment': 'staging',
        '/pipeline/event': event,
        '/pipeline/visibility': 'public',
        '/pipeline/pullRequest': fork,
      },
    });
  const inProduction = baseRecord({ set: { '/access/secrets': [] } });

  it.each<[string, AccessRecord, Severity, readonly string[] | undefined]>([
    ['nothing makes it worse', quiet, 'medium', undefined],
    ['the environment is one of production', inProduction, 'high', ['environment']],
    ['the job refers to secrets', baseRecord({ set: { '/pipeline/environment': 'qa' } }), 'high', ['secrets']],
    [
      'the job refers to its own token only',
      baseRecord({ set: { '/pipeline/environment': 'qa', '/access/secrets': ['GITHUB_TOKEN'] } }),
      'medium',
      undefined,
    ],
    ['a fork’s pull request gets no secrets', ofFork('pull_request'), 'high', ['outsider']],
    ['a fork’s pull request runs with secrets', ofFork('pull_request_target'), 'high', ['outsider', 'secrets']],
    ['several make it worse', baseRecord(), 'high', ['environment', 'secrets']],
    ['which secrets there are is not known', without(quiet, ['/access/secrets']), 'medium', undefined],
  ])('is raised once at most, and says by what, when %s', (_name, record, severity, raisedBy) => {
    expect(result(record, only(saying(no())))).toMatchObject({ severity, ...(raisedBy && { raisedBy }) });
    expect(result(record, only(saying(no())))?.raisedBy).toEqual(raisedBy);
  });

  it('stays when the policy names it, or nothing is worse', () => {
    expect(result(baseRecord(), only(saying(no(), { severity: 'low', isSeverityFixed: true })))).toMatchObject({
      severity: 'low',
    });
    const worst = result(baseRecord(), only(saying(no(), { severity: 'critical' })));
    expect(worst?.severity).toBe('critical');
    expect(worst).not.toHaveProperty('raisedBy');
  });

  it('is not raised when nothing was found', () => {
    expect(result(baseRecord(), only(saying(pass('Yes.', []))))).toMatchObject({ severity: 'medium' });
    expect(result(baseRecord(), only(saying(cannot('not-seen'))))).toMatchObject({ severity: 'medium' });
  });

  it('is raised in the environments of the rule’s own layer when the layers name others', () => {
    const policy = {
      ...only(saying(no(), { layer: 'organization' })),
      organization: {},
      productionEnvironments: ['staging'],
      organizationEnvironments: ['LIVE*'],
    };
    const inside = (environment: string) =>
      baseRecord({ set: { '/access/secrets': [], '/pipeline/environment': environment } });
    expect(result(inside('staging'), policy)?.severity).toBe('medium');
    expect(result(inside('production'), policy)?.severity).toBe('medium');
    expect(result(inside('live-eu'), policy)?.severity).toBe('high');
    expect(result(inside('staging'), { ...policy, rules: [saying(no())] })?.severity).toBe('high');
  });
});

describe('fail-from', () => {
  it.each<[Severity | undefined, Severity, boolean]>([
    [undefined, 'low', true],
    ['low', 'low', true],
    ['medium', 'low', false],
    ['high', 'medium', false],
    ['high', 'high', true],
    ['high', 'critical', true],
    ['critical', 'high', false],
  ])('%s makes a finding that is %s refuse: %s, when violations fail', (failFrom, severity, refused) => {
    const rule = saying(no(), { severity, isSeverityFixed: true });
    const verdict = judge(baseRecord(), only(rule, failFrom && { failFrom }), HOW);
    expect(verdict).toMatchObject({ verdict: 'fail', ...(failFrom && { failFrom }) });
    expect(isRefused(verdict)).toBe(refused);
  });
});

describe('an unknown', () => {
  it.each<[UnknownReason, AccessRecord['recorder']['kind'], boolean]>([
    ['not-seen', 'job', true],
    ['not-certain', 'job', true],
    ['cut-off', 'job', true],
    ['no-history', 'job', false],
    ['no-history', 'gate', false],
    ['no-history', 'collector', false],
    ['learning', 'collector', false],
    ['not-yet', 'job', false],
    ['no-roster', 'job', false],
    ['no-roster', 'gate', true],
    ['no-roster', 'collector', false],
    ['no-audit-log', 'job', false],
    ['no-audit-log', 'gate', true],
  ])('for the reason %s in a record of the %s counts: %s, when unknowns fail', (reason, kind, counts) => {
    const record = baseRecord({ set: { '/recorder/kind': kind } });
    const verdict = judge(record, only(saying(cannot(reason))), HOW);
    expect(verdict.results[0]).toMatchObject({ result: 'unknown', reason });
    expect(verdict.results[0]?.excused).toBe(counts ? undefined : true);
    expect(verdict.verdict).toBe(counts ? 'unknown' : 'pass');
    expect(isRefused(verdict)).toBe(counts);
    expect(isRefused({ ...verdict, onUnknown: 'warn' })).toBe(false);
  });
});

describe('a condition', () => {
  const when = { environments: ['production'] };
  const elsewhere = baseRecord({ set: { '/pipeline/environment': 'staging' } });
  const unseenEnvironment = without(baseRecord(), ['/pipeline/environment']);

  it.each<[string, AccessRecord, Judgement, Partial<RuleResult>]>([
    ['it is met', baseRecord(), no(), { result: 'fail' }],
    ['it is not met', elsewhere, no(), { result: 'not-applicable', evidence: [] }],
    ['it is not met and nothing can be told', elsewhere, cannot('not-seen'), { result: 'not-applicable' }],
    ['it can’t be told and nothing was found', unseenEnvironment, pass('Yes.', []), { result: 'pass' }],
    ['it can’t be told and something was found', unseenEnvironment, no(), { result: 'unknown', reason: 'condition' }],
    [
      'it can’t be told and there is no history',
      unseenEnvironment,
      cannot('no-history'),
      { result: 'unknown', reason: 'no-history', excused: true },
    ],
  ])('is looked at before the finding when %s', (_name, record, judgement, expected) => {
    const found = result(record, only(saying(judgement, { when })));
    expect(found).toMatchObject(expected);
    expect(RuleResult.safeParse(JSON.parse(JSON.stringify(found))).error?.issues).toBeUndefined();
  });

  it('makes no verdict worse when it is not met', () => {
    const verdict = judge(elsewhere, only(saying(no(), { when })), HOW);
    expect(verdict.verdict).toBe('pass');
    expect(isRefused(verdict)).toBe(false);
  });
});

describe('a rule that stands there twice', () => {
  const twice = (...rules: readonly RuleInForce[]) => judge(baseRecord(), policyWith({}, rules), HOW).results;
  const low = { severity: 'low', isSeverityFixed: true } as const;

  it('is heard once, as the more severe, when both entries say the same', () => {
    const [first, ...others] = twice(saying(no(), low), saying(no()));
    expect(others).toEqual([]);
    expect(first).toMatchObject({ severity: 'high', raisedBy: ['environment', 'secrets'] });
    expect(twice(saying(no()), saying(no(), low))).toEqual([first]);
  });

  it('is heard twice when its entries say different things', () => {
    expect(twice(saying(no('x'), low), saying(no('y')))).toHaveLength(2);
    expect(twice(saying(no()), saying(pass('Yes.', [])))).toHaveLength(2);
  });
});

describe('custom rules', () => {
  const rule: CustomRuleInForce = {
    definition: { id: 'our-own', title: 'Ours', expression: 'x', mend: 'Ask us.' },
    layer: 'repository',
  };
  const policy: PolicyInForce = { ...policyWith({}, []), custom: [rule] };
  const judgedBy = (judgement: Judgement, of = rule) =>
    judge(baseRecord(), { ...policy, custom: [of] }, HOW, { custom: new Map([[of, judgement]]) }).results[0];

  it('are dealt with as any rule when somebody evaluated them', () => {
    expect(judgedBy(no('x'))).toMatchObject({
      rule: 'our-own',
      result: 'fail',
      severity: 'high',
      raisedBy: ['environment', 'secrets'],
      mend: 'Ask us.',
      subject: 'x',
    });
    expect(judgedBy(pass('Yes.', []))).toMatchObject({ result: 'pass', severity: 'medium' });
    expect(judgedBy(cannot('cut-off'))).toMatchObject({ result: 'unknown', reason: 'cut-off' });
  });

  it('keep their own severity and condition when they have them', () => {
    const own = { ...rule, definition: { ...rule.definition, severity: 'low' as const } };
    expect(judgedBy(no(), own)).toMatchObject({ result: 'fail', severity: 'low' });
    const elsewhere = { ...rule, definition: { ...rule.definition, when: { branches: ['other'] } } };
    expect(judgedBy(no(), elsewhere)).toMatchObject({ result: 'not-applicable' });
  });

  it('are unknown, which counts, when nobody evaluated them', () => {
    const verdict = judge(baseRecord(), policy, HOW);
    expect(verdict.results[0]).toMatchObject({ result: 'unknown', reason: 'not-certain' });
    expect(isRefused(verdict)).toBe(true);
  });

  it('may look at all that a job can be asked for when evidence is declared', () => {
    expect(evidenceFor(policy).has('approvals')).toBe(true);
    expect(evidenceFor(policy).has('history')).toBe(false);
  });
});

describe('a fingerprint', () => {
  const print = (record: AccessRecord, subject?: string) => result(record, only(saying(no(subject))))?.fingerprint;

  it('is the same in every run of a repository when rule and subject are', () => {
    const later = baseRecord({
      set: { '/pipeline/runId': '5', '/pipeline/sha': 'b'.repeat(40), '/pipeline/repository': 'octo-org/renamed' },
    });
    expect(print(baseRecord(), 'x')).toMatch(/^[0-9a-f]{64}$/);
    expect(print(later, 'x')).toBe(print(baseRecord(), 'x'));
  });

  it('is another one when rule, repository or subject is', () => {
    const prints = [
      print(baseRecord(), 'x'),
      print(baseRecord(), 'y'),
      print(baseRecord()),
      print(baseRecord({ set: { '/pipeline/repositoryId': '5' } }), 'x'),
      result(baseRecord(), only({ ...saying(no('x')), rule: { ...saying(no('x')).rule, id: 'b-rule' } }))?.fingerprint,
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('is there for findings only when a rule says something', () => {
    expect(result(baseRecord(), only(saying(pass('Yes.', []))))).not.toHaveProperty('fingerprint');
    expect(result(baseRecord(), only(saying(cannot('not-seen'))))).not.toHaveProperty('fingerprint');
  });
});

describe('verdictFor', () => {
  const organizationRef = { repository: 'octo-org/policies', path: 'doorlog.yml', commit: 'a'.repeat(40) };

  it('says nothing when the organisation’s policy that a policy extends is not beside it', () => {
    const policy = only(saying(pass('Yes.', [])), { organizationRef });
    expect(verdictFor(baseRecord(), { policy }, HOW)).toEqual({
      policy: { origin: 'none', repository: 'octo-org/policies' },
      ...HOW,
      verdict: 'unknown',
      results: [],
    });
  });

  it('judges when it is', () => {
    const policy = only(saying(pass('Yes.', [])), {
      organizationRef,
      organization: { repository: 'octo-org/policies' },
    });
    expect(verdictFor(baseRecord(), { policy }, HOW).results).toHaveLength(1);
  });

  it('takes the stricter verdict, with what custom rules said, when the policy changed meanwhile', () => {
    const rule: CustomRuleInForce = {
      definition: { id: 'our-own', title: 'Ours', expression: 'x' },
      layer: 'repository',
    };
    const before = only(saying(pass('Yes.', [])));
    const later = { ...policyWith({}, []), custom: [rule] };
    const known = { custom: new Map([[rule, no()]]) };
    expect(verdictFor(baseRecord(), { policy: before, changedTo: later }, HOW, known).verdict).toBe('fail');
    expect(verdictFor(baseRecord(), { policy: later, changedTo: before }, HOW, known).verdict).toBe('fail');
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

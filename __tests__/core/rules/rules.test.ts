import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Judgement } from '../../../src/core/rule.ts';
import { catalogue, findRule } from '../../../src/core/rules/catalogue.ts';
import type { AccessRecord } from '../../../src/model/access-record.ts';
import { RuleResult } from '../../../src/model/verdict.ts';
import { arbitraryRecord, recordOfSeed } from '../../support/arbitrary-record.ts';

const BASE: AccessRecord = {
  ...recordOfSeed(11),
  pipeline: { provider: 'github-actions', environment: 'production' },
  people: { initiator: { login: 'alice', id: '1' } },
  source: { commit: 'a'.repeat(40) },
  access: {},
  protections: {},
  gaps: [],
  sources: {},
};
delete BASE.approvals;
delete BASE.enforcement;

function judged(id: string, change: Partial<AccessRecord>, params: unknown = {}): Judgement {
  const rule = findRule(id);
  if (!rule) throw new Error(`no rule ${id}`);
  return rule.judge({ ...BASE, ...change }, { params, history: undefined });
}

const approval = (id: string | undefined, more: object = {}) => ({
  environment: 'production',
  state: 'approved',
  user: { login: `user-${id}`, ...(id && { id }) },
  ...more,
});
const reviewers = (reviewersRequired: boolean) => ({
  protections: { environment: { name: 'production', reviewersRequired } },
});
const gap = (pointer: string, reason: 'not-permitted' | 'not-applicable') => ({ pointer, reason, needed: 'a right' });
const permissions = (levels: Record<string, ['read' | 'write' | 'none', ('read' | 'write' | 'none')?]>) => ({
  token: {
    permissions: Object.fromEntries(
      Object.entries(levels).map(([scope, [declared, observed]]) => [
        scope,
        { declared, ...(observed && { observed }), source: 'workflow-file' as const },
      ]),
    ),
  },
});
const enforcement = (change: Partial<NonNullable<AccessRecord['enforcement']>> = {}) => ({
  enforcement: {
    file: '.github/workflows/deploy.yml',
    line: 12,
    position: 0,
    continueOnError: 'no' as const,
    unguardedSteps: [],
    ...change,
  },
});

const JOB: AccessRecord['pipeline'] = {
  ...BASE.pipeline,
  event: 'pull_request_target',
  ref: 'refs/heads/main',
  job: 'deploy',
  workflowRef: 'octo-org/payments/.github/workflows/deploy.yml@refs/heads/main',
  pullRequest: { number: '7', headSha: 'b'.repeat(40), headRef: '$(id)', fromFork: true },
};

/** Findings that the same job has again in every run, and another job has as well. */
const OFTEN: Readonly<Record<string, Partial<AccessRecord>>> = {
  'approver-is-not-initiator': { approvals: [approval('1')] as NonNullable<AccessRecord['approvals']> },
  'audit-is-enforced': enforcement({ continueOnError: 'yes' }),
  'audit-is-first': enforcement({ position: 1 }),
  'commit-is-verified': { source: { verification: { verified: false, reason: 'unsigned' } } },
  'names-hold-no-shell': {},
  'token-is-as-declared': { access: permissions({ contents: ['read', 'write'] }) },
  'token-is-least-privilege': { access: { token: { shorthand: 'write-all' } } },
};

describe('approver-is-not-initiator', () => {
  it.each<[string, Judgement['result'], Partial<AccessRecord>]>([
    ['somebody else approved', 'pass', { approvals: [approval('2')] }],
    ['nobody approved and nobody has to', 'pass', { approvals: [], ...reviewers(false) }],
    ['nobody approved and somebody has to', 'unknown', { approvals: [], ...reviewers(true) }],
    ['nobody approved and nothing says whether somebody has to', 'unknown', { approvals: [] }],
    [
      'the initiator approved the environment written in other letters',
      'fail',
      { approvals: [approval('1', { environment: 'Production' })] },
    ],
    [
      'the re-runner and somebody else approved, in whatever attempts',
      'unknown',
      {
        approvals: [approval('2'), approval('3')],
        people: { initiator: { login: 'a', id: '1' }, rerunner: { login: 'b', id: '2' } },
      },
    ],
    ['the initiator approved', 'fail', { approvals: [approval('1')] }],
    [
      'the initiator approved under a new name',
      'fail',
      { approvals: [approval('1', { user: { login: 'renamed', id: '1' } })] },
    ],
    [
      'the initiator approved another environment',
      'pass',
      { approvals: [approval('1', { environment: 'test' })], ...reviewers(false) },
    ],
    ['the initiator rejected', 'pass', { approvals: [approval('1', { state: 'rejected' })], ...reviewers(false) }],
    [
      'the re-runner approved',
      'fail',
      { approvals: [approval('2')], people: { initiator: { login: 'a', id: '1' }, rerunner: { login: 'b', id: '2' } } },
    ],
    [
      'the re-runner has no id',
      'unknown',
      { approvals: [approval('2')], people: { initiator: { login: 'a', id: '1' }, rerunner: { login: 'b' } } },
    ],
    ['the initiator has no id', 'unknown', { approvals: [approval('2')], people: { initiator: { login: 'alice' } } }],
    ['there is no initiator', 'unknown', { approvals: [], people: {} }],
    ['an approver has no id', 'unknown', { approvals: [approval(undefined)] }],
    [
      'an approver has no id and the initiator approved too',
      'fail',
      { approvals: [approval(undefined), approval('1')] },
    ],
    [
      'the re-runner has no id and the initiator approved last',
      'fail',
      {
        approvals: [approval('2'), approval('1')],
        people: { initiator: { login: 'a', id: '1' }, rerunner: { login: 'b' } },
      },
    ],
    [
      'the initiator has no id and the re-runner approved',
      'fail',
      { approvals: [approval('2')], people: { initiator: { login: 'a' }, rerunner: { login: 'b', id: '2' } } },
    ],
    ['approvals were not seen', 'unknown', { gaps: [gap('/approvals', 'not-permitted')] }],
    [
      'there is no environment',
      'pass',
      { pipeline: { provider: 'github-actions' }, gaps: [gap('/pipeline/environment', 'not-applicable')] },
    ],
    [
      'the environment was not seen',
      'unknown',
      { pipeline: { provider: 'github-actions' }, gaps: [gap('/pipeline/environment', 'not-permitted')] },
    ],
    ['nothing says whether there is an environment', 'unknown', { pipeline: { provider: 'github-actions' } }],
  ])('when %s: %s', (_name, result, change) => {
    expect(judged('approver-is-not-initiator', change)).toMatchObject({ result });
  });
});

describe('commit-is-verified', () => {
  it.each<[string, Judgement['result'], Partial<AccessRecord>]>([
    ['the signature is good', 'pass', { source: { verification: { verified: true, reason: 'valid' } } }],
    ['there is no signature', 'fail', { source: { verification: { verified: false, reason: 'unsigned' } } }],
    ['it was not seen', 'unknown', { source: {}, gaps: [gap('/source', 'not-permitted')] }],
  ])('when %s: %s', (_name, result, change) => {
    expect(judged('commit-is-verified', change)).toMatchObject({ result });
  });
});

const EVERYWHERE = ['actions', 'contents', 'deployments', 'issues', 'packages', 'pull-requests', 'statuses'];
const all = (level: 'read' | 'write') => permissions(Object.fromEntries(EVERYWHERE.map((scope) => [scope, [level]])));

describe('token-is-least-privilege', () => {
  it.each<[string, Judgement['result'], AccessRecord['access'], unknown]>([
    ['the file grants write-all', 'fail', { token: { shorthand: 'write-all' } }, {}],
    ['the file grants read-all', 'pass', { token: { ...all('read').token, shorthand: 'read-all' } }, {}],
    ['every scope may be written', 'fail', all('write'), {}],
    ['one scope may be written', 'pass', permissions({ contents: ['write'] }), {}],
    ['nothing was seen', 'unknown', {}, {}],
    ['only the shorthand is known', 'unknown', { token: { shorthand: 'read-all' } }, {}],
    ['it has no more than the list', 'pass', permissions({ contents: ['read'] }), { allow: { contents: 'read' } }],
    ['it has a scope beyond the list', 'fail', permissions({ issues: ['read'] }), { allow: { contents: 'read' } }],
    ['it has a higher level', 'fail', permissions({ contents: ['write'] }), { allow: { contents: 'read' } }],
    [
      'it was given less than declared',
      'pass',
      permissions({ contents: ['write', 'read'] }),
      { allow: { contents: 'read' } },
    ],
    [
      'it was given more than declared',
      'fail',
      permissions({ contents: ['read', 'write'] }),
      { allow: { contents: 'read' } },
    ],
    ['the list is empty and so is the token', 'pass', permissions({ contents: ['none'] }), { allow: {} }],
    ['the list is empty and the token is not', 'fail', permissions({ contents: ['read'] }), { allow: {} }],
    [
      'a scope has the name of something else',
      'fail',
      permissions(Object.fromEntries([['constructor', ['write']]])),
      { allow: {} },
    ],
  ])('when %s: %s', (_name, result, access, params) => {
    expect(judged('token-is-least-privilege', { access }, params)).toMatchObject({ result });
  });
});

describe('audit-is-enforced', () => {
  it.each<[string, Judgement['result'], Partial<AccessRecord>]>([
    ['nothing passes over it', 'pass', enforcement()],
    ['it may fail unnoticed', 'fail', enforcement({ continueOnError: 'yes' })],
    ['an expression decides', 'fail', enforcement({ continueOnError: 'expression' })],
    ['the workflow file was not seen', 'unknown', {}],
  ])('when %s: %s', (_name, result, change) => {
    expect(judged('audit-is-enforced', change)).toMatchObject({ result });
  });
});

describe('audit-is-first', () => {
  const unguardedSteps = [{ line: 20, reason: 'condition' as const }];
  it.each<[string, Judgement['result'], Partial<AccessRecord>, unknown]>([
    ['it is the first', 'pass', enforcement(), {}],
    ['it is the second', 'fail', enforcement({ position: 1 }), {}],
    ['a step runs after a refusal', 'fail', enforcement({ unguardedSteps }), {}],
    ['that is allowed', 'pass', enforcement({ unguardedSteps }), { 'allow-after-refusal': true }],
    [
      'that is allowed, but it is the second',
      'fail',
      enforcement({ position: 1, unguardedSteps }),
      { 'allow-after-refusal': true },
    ],
    ['the workflow file was not seen', 'unknown', {}, {}],
  ])('when %s: %s', (_name, result, change, params) => {
    expect(judged('audit-is-first', change, params)).toMatchObject({ result });
  });

  it('names each step and its line when several run after a refusal', () => {
    const steps = [20, 31].map((line) => ({ line, reason: 'condition' as const }));
    expect(judged('audit-is-first', enforcement({ unguardedSteps: steps }))).toEqual({
      result: 'fail',
      message: 'The steps in lines 20, 31 run even when the start is refused.',
      evidence: ['/enforcement/unguardedSteps'],
      locations: [
        { file: '.github/workflows/deploy.yml', line: 20 },
        { file: '.github/workflows/deploy.yml', line: 31 },
      ],
    });
  });
});

describe('every rule', () => {
  const results = (record: AccessRecord, params: unknown) =>
    catalogue().map((rule) => {
      const judgement = rule.judge(record, {
        params: rule.id === 'token-is-least-privilege' ? params : {},
        history: undefined,
      });
      return { rule: rule.id, severity: rule.severity, ...judgement };
    });

  it('says something that a record may hold when it judges any record', () => {
    fc.assert(
      fc.property(arbitraryRecord(), fc.constantFrom({}, { allow: {} }), (record, params) => {
        for (const result of results(record, params)) {
          expect(RuleResult.safeParse(result).error?.issues).toBeUndefined();
        }
      }),
    );
  });

  it('says something that a record may hold when a workflow has a thousand unguarded steps and scopes', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => index + 1_000);
    const record: AccessRecord = {
      ...BASE,
      ...enforcement({ unguardedSteps: many.map((line) => ({ line, reason: 'condition' })) }),
      access: permissions(Object.fromEntries(many.map((index) => [`scope-${index}`, ['write']]))),
    };
    for (const result of results(record, { allow: {} })) {
      expect([result.rule, RuleResult.safeParse(result).error?.issues]).toEqual([result.rule, undefined]);
    }
  });

  it('changes nothing in the record when it judges', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const before = JSON.stringify(record);
        results(record, {});
        expect(JSON.stringify(record)).toBe(before);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a finding', () => {
  it.each([
    ['source-did-not-change', { pipeline: { ...BASE.pipeline, ref: `refs/heads/${'x'.repeat(980)}` } }],
    ['deployment-is-approved', { approvals: [], pipeline: { ...BASE.pipeline, environment: '🚀'.repeat(500) } }],
  ])('of %s fits into a verdict when names are as long as a record takes them', (id, change) => {
    const drift = [{ pointer: '/source/tree', from: 'start' as const, to: 'end' as const }];
    const judgement = judged(id, { drift, ...change });
    expect(judgement.result).toBe('fail');
    expect(RuleResult.safeParse({ rule: id, severity: 'low', ...judgement }).error?.issues).toBeUndefined();
  });

  it.each(Object.entries(OFTEN))('of %s names what it is about when one is made', (id, change) => {
    const judgement = judged(id, { ...change, pipeline: JOB });
    expect(judgement).toMatchObject({ result: 'fail', subject: expect.stringMatching(/deploy|main|production/) });
  });
});

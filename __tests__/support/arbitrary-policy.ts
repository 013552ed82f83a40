import fc from 'fast-check';
import type { JudgedWith } from '../../src/core/judge.ts';
import type { CustomRuleInForce, PolicyInForce } from '../../src/core/policy.ts';
import { fail, type Judgement, pass, unseen } from '../../src/core/rule.ts';
import { catalogue } from '../../src/core/rules/catalogue.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { Policy, PolicyRule, Waiver, When } from '../../src/model/policy.ts';
import { SEVERITIES } from '../../src/model/severity.ts';
import { baseRecord } from './base-record.ts';

const BASES = ['deploy', 'ci', 'fork-ci', 'pull-request-target', 'scheduled', 'release'] as const;

const CHANGES: Readonly<Record<string, readonly [string, unknown]>> = {
  unverified: ['/source/verification', { verified: false, reason: 'unsigned' }],
  writeAll: ['/access/token/shorthand', 'write-all'],
  selfApproval: [
    '/approvals',
    [{ environment: 'production', state: 'approved', user: { login: 'alice', id: '1001', type: 'user' } }],
  ],
  staging: ['/pipeline/environment', 'staging'],
  second: ['/enforcement/position', 1],
};
const LOSSES = ['/pipeline/environment', '/pipeline/event', '/source/verification', '/approvals', '/access/secrets'];

/** A job of one of the scenarios’ bases with some of its facts changed and some not seen. */
export function arbitraryJob(): fc.Arbitrary<AccessRecord> {
  return fc
    .record({
      base: fc.constantFrom(...BASES),
      changes: fc.subarray(Object.keys(CHANGES)),
      losses: fc.subarray(LOSSES, { maxLength: 2 }),
    })
    .map(({ base, changes, losses }) => {
      const set = Object.fromEntries(changes.flatMap((name) => (CHANGES[name] ? [CHANGES[name]] : [])));
      const record = structuredClone(baseRecord({ set }, base));
      return without(record, losses);
    });
}

/** The record without facts that stand two keys deep or less, each with a gap that says that it was not permitted. */
export function without(record: AccessRecord, pointers: readonly string[]): AccessRecord {
  const changed = structuredClone(record) as unknown as Record<string, Record<string, unknown>>;
  for (const pointer of pointers) {
    const [, first = '', second] = pointer.split('/');
    if (second === undefined) delete changed[first];
    else delete changed[first]?.[second];
  }
  const gaps = pointers.map((pointer) => ({ pointer, reason: 'not-permitted' as const, needed: 'a permission' }));
  const kept = record.gaps.filter(({ pointer }) => !pointers.some((lost) => pointer.startsWith(lost)));
  return { ...(changed as unknown as AccessRecord), gaps: [...kept, ...gaps] };
}

const severity = fc.constantFrom(...SEVERITIES);
const pattern = fc.constantFrom('**', 'prod*', 'production', 'staging', 'main', 'push', 'pull_request*', 'deploy');

const when: fc.Arbitrary<When> = fc.record(
  {
    environments: fc.uniqueArray(pattern, { minLength: 1, maxLength: 2 }),
    branches: fc.uniqueArray(pattern, { minLength: 1, maxLength: 2 }),
    events: fc.uniqueArray(pattern, { minLength: 1, maxLength: 2 }),
    outsider: fc.boolean(),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const CUSTOM = ['our-own', 'our-other'] as const;
const ids = () => catalogue().map(({ id }) => id);

function rule(): fc.Arbitrary<PolicyRule> {
  return fc.oneof(
    fc.record({ id: fc.constantFrom(...ids()), enabled: fc.constant(false) }, { noNullPrototype: true }),
    fc.record(
      { id: fc.constantFrom(...ids()), severity, when },
      { requiredKeys: ['id'], noNullPrototype: true },
    ) as fc.Arbitrary<PolicyRule>,
    fc.record(
      { id: fc.constantFrom(...ids()), severity },
      { requiredKeys: ['id'], noNullPrototype: true },
    ) as fc.Arbitrary<PolicyRule>,
  );
}

/** Any waiver of a rule of the catalogue or of a custom one that `arbitraryPolicy` always has. */
export function arbitraryWaiver(): fc.Arbitrary<Waiver> {
  return fc.record(
    {
      rule: fc.constantFrom(...ids(), CUSTOM[0]),
      scope: when,
      owner: fc.constant('alice'),
      reason: fc.constant('For now.'),
      approver: fc.constant('bob'),
      expires: fc.constantFrom('2026-01-01', '2027-12-31', '2026-11-18', '2026-11-18T10:00:00Z'),
    },
    { requiredKeys: ['rule', 'owner', 'reason', 'approver', 'expires'], noNullPrototype: true },
  ) as fc.Arbitrary<Waiver>;
}

/** Any policy file as its value. A custom rule’s expression names what `customJudgements` says of it. */
export function arbitraryPolicy(): fc.Arbitrary<Policy> {
  const expression = fc.constantFrom('pass', 'fail', 'unknown', 'missing');
  const custom = (id: string) =>
    fc.record(
      { id: fc.constant(id), title: fc.constant(id), expression, severity, when },
      { requiredKeys: ['id', 'title', 'expression'], noNullPrototype: true },
    );
  return fc.record(
    {
      version: fc.constant(1 as const),
      extends: fc.subarray(['baseline', 'production', 'strict', 'soc-2'], { maxLength: 2 }),
      'on-violation': fc.constantFrom('fail', 'warn'),
      'on-unknown': fc.constantFrom('fail', 'warn', 'ignore'),
      'on-error': fc.constantFrom('fail', 'warn'),
      'fail-from': severity,
      'production-environments': fc.uniqueArray(pattern, { minLength: 1, maxLength: 2 }),
      rules: fc.uniqueArray(rule(), { selector: ({ id }) => id, maxLength: 8 }),
      custom: fc.oneof(
        custom(CUSTOM[0]).map((one) => [one]),
        fc.tuple(custom(CUSTOM[0]), custom(CUSTOM[1])).map((both) => [...both]),
      ),
      waivers: fc.array(arbitraryWaiver(), { maxLength: 4 }),
    },
    { requiredKeys: ['version', 'custom'], noNullPrototype: true },
  ) as fc.Arbitrary<Policy>;
}

const SAID: Readonly<Record<string, Judgement>> = {
  pass: pass('Yes.', []),
  fail: fail('No.', ['/source']),
  unknown: unseen('not-seen', 'Who knows.', ['/source']),
};

/** What is known beside the record: a judgement for each custom rule that is not `missing`. */
export function customJudgements(policy: PolicyInForce): JudgedWith {
  const entries = (policy.custom ?? []).flatMap((each): [CustomRuleInForce, Judgement][] => {
    const said = SAID[each.definition.expression];
    return said ? [[each, said]] : [];
  });
  return { custom: new Map(entries) };
}

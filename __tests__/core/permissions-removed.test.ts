import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHistory } from '../../src/core/history.ts';
import { judge, type Strictness } from '../../src/core/judge.ts';
import { OPTIONAL_FACTS } from '../../src/core/optional-facts.ts';
import { type PolicyInForce, parsePolicy } from '../../src/core/policy.ts';
import { catalogue, findRule } from '../../src/core/rules/catalogue.ts';
import { withChanges } from '../../src/core/simulation/changes.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { ROOT } from '../docs/markdown.ts';
import { arbitraryJob, arbitraryPolicy, customJudgements } from '../support/arbitrary-policy.ts';
import { arbitraryRecord } from '../support/arbitrary-record.ts';
import { baseRecord } from '../support/base-record.ts';
import { actionsCases } from './rules/cases/actions.ts';
import { approvalsCases } from './rules/cases/approvals.ts';
import { auditCases } from './rules/cases/audit.ts';
import { driftCases } from './rules/cases/drift.ts';
import { frequencyCases } from './rules/cases/frequency.ts';
import { identityCases } from './rules/cases/identity.ts';
import { runnerCases } from './rules/cases/runner.ts';
import { sourceCases } from './rules/cases/source.ts';
import { timeCases } from './rules/cases/time.ts';
import { tokenCases } from './rules/cases/token.ts';

const RULE_CASES = {
  ...identityCases,
  ...approvalsCases,
  ...sourceCases,
  ...tokenCases,
  ...timeCases,
  ...driftCases,
  ...runnerCases,
  ...actionsCases,
  ...auditCases,
  ...frequencyCases,
};

const HOW: Strictness = { mode: 'enforce', onViolation: 'fail', onUnknown: 'fail', onError: 'fail' };
const BASES = readdirSync(join(ROOT, 'scenarios/bases')).map((file) => file.replace(/\.json$/, ''));

/**
 * Permissions of the token by what they bring. The map of the permissions themselves stays where it is, and so does what
 * `id-token: write` is, an identity that the job is offered: some rules judge just that, and for them a token with less
 * is truly better.
 */
const PERMISSIONS = [
  ...new Set(
    OPTIONAL_FACTS.flatMap(({ needs }) => [...needs.matchAll(/permissions: [a-z-]+: [a-z]+/g)].map(([all]) => all)),
  ),
];

/** Pointers to all that stands at a place of the schema, `*` and `{}` being any item. */
function pointersAt(value: unknown, [key, ...rest]: readonly string[], above = ''): string[] {
  if (key === undefined) return value === undefined ? [] : [above];
  if (typeof value !== 'object' || value === null) return [];
  const keys = key === '*' || key === '{}' ? Object.keys(value) : Object.hasOwn(value, key) ? [key] : [];
  return keys.flatMap((each) => {
    const inner = (value as Readonly<Record<string, unknown>>)[each];
    return pointersAt(inner, rest, `${above}/${each.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  });
}

/** The record as a job without some permissions would have made it. */
function withoutPermissions(record: AccessRecord, permissions: readonly string[]): AccessRecord {
  const lost = OPTIONAL_FACTS.filter(({ needs }) => permissions.some((permission) => needs.includes(permission)))
    .flatMap(({ at }) => pointersAt(record, at.split('/')))
    .filter((pointer) => pointer !== '/access/oidc' && !pointer.startsWith('/access/token'));
  const topmost = lost.filter((pointer) => !lost.some((other) => pointer.startsWith(`${other}/`)));
  if (topmost.length === 0) return record;
  const less = withChanges(record, { remove: [...new Set(topmost)] });
  const needed = permissions.join('; ');
  const denied = topmost.map((pointer) => ({ pointer, reason: 'not-permitted' as const, needed }));
  return { ...less, gaps: [...less.gaps.filter((gap) => !topmost.includes(gap.pointer)), ...denied] };
}

/** Rules of which a policy says something bad, by what that is. */
function complaints(record: AccessRecord, policy: PolicyInForce): Map<string, string> {
  const { results } = judge(record, policy, HOW, customJudgements(policy));
  const bad = results.filter(({ result }) => result === 'fail' || result === 'unknown');
  return new Map(bad.map(({ rule, message }) => [rule, message]));
}

function expectNothingForgiven(record: AccessRecord, policy: PolicyInForce, permissions: readonly string[]): void {
  const after = complaints(withoutPermissions(record, permissions), policy);
  const forgiven = [...complaints(record, policy)].filter(([rule]) => !after.has(rule));
  expect([permissions, forgiven]).toEqual([permissions, []]);
}

const everyRule: PolicyInForce = {
  origin: { origin: 'file' },
  rules: catalogue().map((rule) => ({ rule, severity: rule.severity, params: {} })),
  strictness: {},
};

describe('a token with fewer permissions', () => {
  it('is told by the schema when what a permission brings is looked for', () => {
    expect(PERMISSIONS.length).toBeGreaterThan(4);
    expect(withoutPermissions(baseRecord(), ['permissions: actions: read']).approvals).toBeUndefined();
    expect(withoutPermissions(baseRecord(), PERMISSIONS).access.token?.permissions).toBeDefined();
  });

  it.each(BASES.flatMap((base) => PERMISSIONS.map((permission) => [base, permission] as const)))(
    'turns no failure and no unknown into a pass when the job is %s and it lacks %s',
    (base, permission) => expectNothingForgiven(baseRecord({}, base), everyRule, [permission]),
  );

  it('turns no failure and no unknown into a pass when records are anything that the schema allows', () => {
    fc.assert(
      fc.property(arbitraryRecord(), fc.subarray(PERMISSIONS, { minLength: 1 }), (record, permissions) => {
        expectNothingForgiven(withChanges(record, {}), everyRule, permissions);
      }),
      { numRuns: 100 },
    );
  });

  it('turns no failure and no unknown into a pass when jobs, and the permissions that they lack, are any', () => {
    fc.assert(
      fc.property(arbitraryJob(), fc.subarray(PERMISSIONS, { minLength: 1 }), (record, permissions) => {
        expectNothingForgiven(record, everyRule, permissions);
      }),
      { numRuns: 100 },
    );
  });

  const cases = Object.entries(RULE_CASES).flatMap(([id, { fail, unknown }]) =>
    [...fail, ...unknown].map((each) => [id, each.name, each] as const),
  );

  it.each(cases)('lets %s not pass when %s', (id, _name, each) => {
    const { base, set, remove, params = {}, history, roster, auditLog } = each;
    const record = baseRecord({ ...(set && { set }), ...(remove && { remove }) }, base);
    const known = { roster, auditLog, history: history && createHistory(history) };
    const passing = [...PERMISSIONS.map((permission) => [permission]), PERMISSIONS].filter((permissions) => {
      const less = withoutPermissions(record, permissions);
      return less !== record && findRule(id)?.judge(less, { params, ...known }).result === 'pass';
    });
    expect(passing).toEqual([]);
  });

  it('waives nothing and meets no other condition when policies are any', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryPolicy(),
        arbitraryJob(),
        fc.subarray(PERMISSIONS, { minLength: 1 }),
        async (policy, record, permissions) => {
          const parsed = await parsePolicy(JSON.stringify(policy), { origin: 'file' });
          expectNothingForgiven(record, parsed, permissions);
        },
      ),
      { numRuns: 100 },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { builtInPolicy, type PolicyInForce } from '../../src/core/policy.ts';
import { policyDrift } from '../../src/core/policy-drift.ts';
import { DoorlogError } from '../../src/errors.ts';
import type { Verdict } from '../../src/model/verdict.ts';

const [ONE, OTHER] = ['1'.repeat(64), '2'.repeat(64)];
const REPOSITORY = 'octo-org/policies';
const unavailable = new DoorlogError('policy-unavailable', 'It could not be read.');

function policy(own: string | undefined, organization?: string): PolicyInForce {
  return {
    ...builtInPolicy(),
    origin: { origin: 'repository', ...(own && { digest: own }) },
    ...(organization !== undefined && {
      organization: { repository: REPOSITORY, ...(organization && { digest: organization }) },
    }),
  };
}

function startedBy(organization: string | undefined): Verdict {
  return {
    policy: { origin: 'repository' },
    ...(organization !== undefined && { organizationPolicy: { digest: organization } }),
    mode: 'enforce',
    onViolation: 'fail',
    onUnknown: 'warn',
    onError: 'warn',
    verdict: 'pass',
    results: [],
  };
}

const changes = (...parameters: Parameters<typeof policyDrift>) =>
  policyDrift(...parameters).map(({ pointer, before, after }) => [pointer, before, after]);

describe('a change of the policies while a job runs', () => {
  it('is none when both are those of the start', () => {
    expect(policyDrift({ policy: policy(ONE, OTHER) }, startedBy(OTHER))).toEqual([]);
    expect(policyDrift({ policy: policy(ONE) }, undefined)).toEqual([]);
  });

  it('is told when the repository’s was replaced or removed', () => {
    expect(changes({ policy: policy(ONE), changedTo: policy(OTHER) }, undefined)).toEqual([
      ['/policy/policy/digest', ONE, OTHER],
    ]);
    expect(changes({ policy: policy(ONE), changedTo: policy(undefined) }, undefined)).toEqual([
      ['/policy/policy/digest', ONE, 'none'],
    ]);
  });

  it('is told when the organisation’s is another one or none at the end', () => {
    expect(changes({ policy: policy(ONE, OTHER) }, startedBy(ONE))).toEqual([
      ['/policy/organizationPolicy/digest', ONE, OTHER],
    ]);
    expect(changes({ policy: policy(ONE) }, startedBy(ONE))).toEqual([
      ['/policy/organizationPolicy/digest', ONE, 'none'],
    ]);
  });

  it('is not seen when the organisation’s could not be read at one of the two', () => {
    expect(policyDrift({ policy: policy(ONE, ''), error: unavailable }, startedBy(ONE))).toEqual([]);
    expect(policyDrift({ policy: policy(ONE), error: unavailable }, startedBy(ONE))).toEqual([]);
    expect(policyDrift({ policy: policy(ONE, OTHER) }, startedBy(undefined))).toEqual([]);
    expect(policyDrift({ error: unavailable, repository: REPOSITORY }, startedBy(ONE))).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { alertsIn, foundAgain, leftElsewhere, settles } from '../../src/core/alerts.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { RuleResult, Verdict } from '../../src/model/verdict.ts';
import { baseRecord } from '../support/base-record.ts';

function verdictOf(results: readonly Partial<RuleResult>[], more: Partial<Verdict> = {}): Verdict {
  return {
    policy: { origin: 'repository' },
    mode: 'enforce',
    onViolation: 'fail',
    onUnknown: 'warn',
    onError: 'warn',
    verdict: 'fail',
    results: results.map((each) => ({
      rule: 'a-rule',
      result: 'fail',
      severity: 'medium',
      message: 'Something.',
      evidence: ['/people/initiator'],
      ...each,
    })),
    ...more,
  };
}

function aboutOf(record: AccessRecord, finding: Partial<RuleResult> = {}) {
  const [alert] = alertsIn(record, verdictOf([finding]));
  if (!alert) throw new Error('there is no alert');
  return alert.about;
}

const PASSES = verdictOf([{ result: 'pass' }]);

describe('alertsIn', () => {
  it('holds each finding once when two layers found it', () => {
    const findings = [{ layer: 'organization' as const }, { layer: 'repository' as const }, { subject: 'x' }];
    const alerts = alertsIn(baseRecord(), verdictOf(findings));
    expect(alerts).toHaveLength(2);
    expect(new Set(alerts.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it('leaves out what does not count when it is too light, waived, unknown or fine', () => {
    const results = [
      { severity: 'low' as const },
      { result: 'waived' as const },
      { result: 'unknown' as const },
      { result: 'pass' as const },
    ];
    expect(alertsIn(baseRecord(), verdictOf(results, { failFrom: 'medium' }))).toEqual([]);
  });
});

describe('settles', () => {
  it('is true when the rule passes in the same place', () => {
    expect(settles(baseRecord(), PASSES, aboutOf(baseRecord()))).toBe(true);
  });

  it.each([
    ['says nothing', []],
    ['can’t tell', [{ result: 'unknown' as const }]],
    ['fails', [{}]],
    ['was waived', [{ result: 'waived' as const }]],
    ['is not for the job', [{ result: 'not-applicable' as const }]],
    [
      'passes for one layer and can’t tell for the other',
      [{ result: 'pass' as const }, { result: 'unknown' as const }],
    ],
  ])('is false when the rule %s', (_name, results) => {
    expect(settles(baseRecord(), verdictOf(results), aboutOf(baseRecord()))).toBe(false);
  });

  it.each([
    ['environment', '/pipeline/environment', 'staging'],
    ['ref', '/pipeline/ref', 'refs/heads/other'],
    ['workflow', '/pipeline/workflowRef', 'octo-org/payments/.github/workflows/other.yml@refs/heads/main'],
  ])('is false when the %s is another', (_name, pointer, value) => {
    expect(settles(baseRecord({ set: { [pointer]: value } }), PASSES, aboutOf(baseRecord()))).toBe(false);
  });

  it('asks for the same person in the same place when the finding is about one', () => {
    const about = aboutOf(baseRecord(), { subject: '1001' });
    expect(about.person).toEqual(['/people/initiator']);
    expect(settles(baseRecord(), PASSES, about)).toBe(true);
    const other = baseRecord({ set: { '/people/initiator/id': '1003', '/people/initiator/login': 'carol' } });
    expect(settles(other, PASSES, about)).toBe(false);
  });

  it('finds a person in a list when the place there is another', () => {
    const about = aboutOf(baseRecord(), { subject: '1003', evidence: ['/approvals/0/user'] });
    expect(about.person).toEqual(['/approvals/*/user']);
    expect(settles(baseRecord(), PASSES, about)).toBe(true);
  });

  it('is false for ever when nothing tells where the person stood', () => {
    const about = aboutOf(baseRecord(), { subject: '1001', evidence: ['/pipeline/runId'] });
    expect(settles(baseRecord(), PASSES, about)).toBe(false);
  });
});

describe('the places of an alert', () => {
  const staging = baseRecord({ set: { '/pipeline/environment': 'staging' } });

  it('are those where it was found, each once, when it is found again', () => {
    const about = aboutOf(baseRecord());
    expect(foundAgain(baseRecord(), about)).toBe(about);
    const both = foundAgain(staging, about);
    expect(both.elsewhere).toEqual([{ ...about.scope, environment: 'staging' }]);
    expect(foundAgain(staging, both)).toBe(both);
    expect(settles(staging, PASSES, about)).toBe(false);
    expect(settles(staging, PASSES, both)).toBe(true);
  });

  it('are none of branches that may be gone when it is found on one', () => {
    const about = aboutOf(baseRecord());
    const on = (ref: string) => baseRecord({ set: { '/pipeline/ref': ref, '/pipeline/defaultBranch': 'main' } });
    expect(foundAgain(on('refs/pull/7/merge'), about)).toBe(about);
    expect(foundAgain(on('refs/heads/feature'), about)).toBe(about);
    const begun = aboutOf(on('refs/pull/7/merge'));
    expect(foundAgain(on('refs/heads/main'), begun).elsewhere).toMatchObject([{ ref: 'refs/heads/main' }]);
  });

  it('are those that are left when it was settled in one of them', () => {
    const about = aboutOf(baseRecord());
    const both = foundAgain(staging, about);
    expect(leftElsewhere(staging, both)).toEqual(about);
    expect(leftElsewhere(baseRecord(), both)?.scope.environment).toBe('staging');
    expect(leftElsewhere(baseRecord(), about)).toBeUndefined();
  });

  it('are no more than anybody mends when it is found everywhere', () => {
    const places = Array.from({ length: 30 }, (_, index) =>
      baseRecord({ set: { '/pipeline/environment': `place-${index}` } }),
    );
    const about = places.reduce((sum, place) => foundAgain(place, sum), aboutOf(baseRecord()));
    expect(about.elsewhere).toHaveLength(10);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { RuleResult, Verdict } from '../../src/model/verdict.ts';
import { testResultStatement } from '../../src/report/test-result.ts';

const SUBJECTS = [{ name: 'access-record.json', sha256: 'a'.repeat(64) }];

function result(rule: string, says: RuleResult['result']): RuleResult {
  return { rule, result: says, severity: 'high', message: 'A sentence.', evidence: [] };
}

function verdictOf(results: RuleResult[], verdict: Verdict['verdict'] = 'pass', more: Partial<Verdict> = {}): Verdict {
  const how = { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn' } as const;
  return { policy: { origin: 'built-in' }, ...how, verdict, results, ...more };
}

function predicateOf(verdict: Verdict, refused = false) {
  return testResultStatement({ verdict, refused, subjects: SUBJECTS, server: 'https://github.example' }).predicate;
}

describe('testResultStatement', () => {
  it('says PASSED when every rule passes', () => {
    expect(predicateOf(verdictOf([result('a', 'pass'), result('b', 'not-applicable')]))).toMatchObject({
      result: 'PASSED',
      passedTests: ['a'],
      warnedTests: [],
      failedTests: [],
    });
  });

  it('says FAILED and names the rules when the job is refused', () => {
    const verdict = verdictOf([result('a', 'fail'), result('b', 'pass'), result('c', 'unknown')], 'fail');
    expect(predicateOf(verdict, true)).toMatchObject({
      result: 'FAILED',
      failedTests: ['a'],
      passedTests: ['b'],
      warnedTests: ['c'],
    });
  });

  it.each<[string, Verdict]>([
    ['a rule fails and the job goes on', verdictOf([result('a', 'fail')], 'fail')],
    ['a rule could not tell', verdictOf([result('a', 'unknown')], 'unknown')],
    ['a failure was waived', verdictOf([result('a', 'waived')], 'pass')],
    ['a rule could not tell and nobody minds', verdictOf([result('a', 'unknown')], 'pass')],
    ['a failure counts for less than a violation', verdictOf([result('a', 'fail')], 'pass')],
  ])('says WARNED when %s', (_, verdict) => {
    expect(predicateOf(verdict).result).toBe('WARNED');
  });

  it('says PASSED when all that could not be told comes later', () => {
    const later = { ...result('a', 'unknown'), reason: 'no-history', excused: true } as const;
    expect(predicateOf(verdictOf([later, result('b', 'pass')]))).toMatchObject({
      result: 'PASSED',
      warnedTests: ['a'],
    });
  });

  it('names a rule once, by its worst word, when two layers ask for it', () => {
    const verdict = verdictOf(
      [result('a', 'pass'), result('a', 'fail'), result('b', 'pass'), result('b', 'waived')],
      'fail',
    );
    expect(predicateOf(verdict)).toMatchObject({ failedTests: ['a'], warnedTests: ['b'], passedTests: [] });
  });

  it('points to the policy files at their commits when there are any', () => {
    const digest = 'd'.repeat(64);
    const commit = 'c'.repeat(40);
    const file = { repository: 'octo-org/payments', path: '.github/doorlog.yml', commit, digest };
    const verdict = verdictOf([], 'pass', {
      policy: { origin: 'repository', ...file },
      organizationPolicy: { ...file, repository: 'octo-org/policies', path: 'doorlog.yml' },
    });
    expect(predicateOf(verdict).configuration).toEqual([
      {
        name: '.github/doorlog.yml',
        uri: `git+https://github.example/octo-org/payments@${commit}#.github/doorlog.yml`,
        digest: { sha256: digest },
      },
      {
        name: 'doorlog.yml',
        uri: `git+https://github.example/octo-org/policies@${commit}#doorlog.yml`,
        digest: { sha256: digest },
      },
    ]);
  });

  it('is about the record and what the job made when it is read as a Statement', () => {
    const subjects = [...SUBJECTS, { name: 'app.tar.gz', sha256: 'b'.repeat(64) }];
    const statement = testResultStatement({ verdict: verdictOf([]), refused: false, subjects });
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
      subject: [
        { name: 'access-record.json', digest: { sha256: 'a'.repeat(64) } },
        { name: 'app.tar.gz', digest: { sha256: 'b'.repeat(64) } },
      ],
    });
    expect(statement.predicate.configuration).toHaveLength(1);
  });
});

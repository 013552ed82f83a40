import { describe, expect, it } from '@jest/globals';
import { believable, chosenAlerts, strangeRules } from '../../src/core/alert-choice.ts';
import { alertMessage } from '../../src/core/alert-message.ts';
import { alertsIn } from '../../src/core/alerts.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { RuleResult, Verdict } from '../../src/model/verdict.ts';
import type { AlertFilter } from '../../src/ports/alerts.ts';
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
      severity: 'high',
      message: 'Something.',
      evidence: [],
      ...each,
    })),
    ...more,
  };
}

function rulesOf(filter: Partial<AlertFilter>, verdict: Verdict, record: AccessRecord = baseRecord()): string[] {
  return chosenAlerts(record, verdict, { severity: 'high', ...filter }).map(({ finding }) => finding.rule);
}

function withoutEnvironment(reason: 'not-applicable' | 'not-permitted'): AccessRecord {
  const { pipeline, ...rest } = baseRecord();
  const { environment: _, ...elsewhere } = pipeline;
  const gap = { pointer: '/pipeline/environment', reason, needed: 'something' } as const;
  return { ...rest, pipeline: elsewhere, gaps: [gap] };
}

function withoutPolicy({ policy: _, ...rest }: AccessRecord): AccessRecord {
  return rest;
}

const FOUR = verdictOf([
  { rule: 'slight', severity: 'low' },
  { rule: 'middling', severity: 'medium' },
  { rule: 'bad', severity: 'high' },
  { rule: 'worst', severity: 'critical' },
]);

describe('chosenAlerts', () => {
  it.each([
    ['low', ['worst', 'bad', 'middling', 'slight']],
    ['medium', ['worst', 'bad', 'middling']],
    ['high', ['worst', 'bad']],
    ['critical', ['worst']],
  ] as const)('holds the worst first when people want to know from %s on', (severity, rules) => {
    expect(rulesOf({ severity }, FOUR)).toEqual(rules);
  });

  it('goes by what people asked for when the policy fails no job for it or the mode is audit', () => {
    expect(rulesOf({}, verdictOf([{}], { failFrom: 'critical', mode: 'audit' }))).toEqual(['a-rule']);
  });

  it.each(['pass', 'waived', 'unknown', 'not-applicable'] as const)('is empty when a result is %s', (result) => {
    expect(rulesOf({ severity: 'low' }, verdictOf([{ result }]))).toEqual([]);
  });

  it('holds only the rules that a channel names when it names some', () => {
    expect(rulesOf({ severity: 'low', rules: ['slight', 'worst', 'other'] }, FOUR)).toEqual(['worst', 'slight']);
  });

  it.each([
    [['Production'], 'production', 1],
    [['staging'], 'production', 0],
    [['staging'], undefined, 0],
  ])('fits the environments %j when the job’s is %s', (environments, environment, found) => {
    const record =
      environment === undefined
        ? withoutEnvironment('not-applicable')
        : baseRecord({ set: { '/pipeline/environment': environment } });
    expect(rulesOf({ environments }, FOUR, record).length > 0).toBe(found > 0);
  });

  it('is not kept from telling when nobody knows the job’s environment', () => {
    const record = withoutEnvironment('not-permitted');
    expect(rulesOf({ environments: ['production'] }, FOUR, record)).toHaveLength(2);
  });

  it('holds each finding once when two layers found it', () => {
    const twice = verdictOf([{ layer: 'organization' }, { layer: 'repository' }]);
    expect(rulesOf({}, twice)).toEqual(['a-rule']);
  });

  it('is empty when the record is a simulation', () => {
    expect(rulesOf({}, FOUR, { ...baseRecord(), simulation: true })).toEqual([]);
  });
});

describe('strangeRules', () => {
  const channel = (rules: string[]) => ({ name: 'slack', filter: { severity: 'high', rules } }) as const;

  it('names the place and the nearest rule, and not what was written, when a rule is unknown', () => {
    const [sentence, ...more] = strangeRules([channel(['known-rule', 'know-rule'])], verdictOf([]), ['known-rule']);
    expect(more).toEqual([]);
    expect(sentence).toBe(
      'Input alerts: rules[1] of “slack” is no rule of the catalogue or of this policy. Did you mean “known-rule”?',
    );
  });

  it('is empty when a rule is the policy’s own', () => {
    expect(strangeRules([channel(['our-own'])], verdictOf([{ rule: 'our-own' }]), [])).toEqual([]);
  });
});

describe('believable', () => {
  const told = (fingerprint: string) => ({ fingerprint, channel: 'slack', sent: true });

  it('leaves out what the start event holds no failure of when somebody added to the state', () => {
    const results: RuleResult[] = [
      { rule: 'a', result: 'fail', severity: 'high', message: '', evidence: [], fingerprint: 'a'.repeat(64) },
      { rule: 'b', result: 'pass', severity: 'high', message: '', evidence: [], fingerprint: 'b'.repeat(64) },
    ];
    const start = { ...baseRecord(), policy: { ...verdictOf([]), results } };
    const all = ['a', 'b', 'c'].map((letter) => told(letter.repeat(64)));
    expect(believable(all, start)).toEqual([told('a'.repeat(64))]);
    expect(believable(all, withoutPolicy(baseRecord()))).toEqual([]);
  });
});

describe('alertMessage', () => {
  function messageFor(record: AccessRecord) {
    const verdict = verdictOf([{ subject: '4711', raisedBy: ['environment'] }]);
    const [alert] = alertsIn(record, verdict);
    if (!alert) throw new Error('there is no alert');
    return alertMessage(alert, record, verdict);
  }

  it('holds nothing that only the log may know when the repository is public', () => {
    const record = baseRecord({ set: { '/pipeline/visibility': 'public' } });
    const text = JSON.stringify(messageFor(record));
    expect(text).not.toMatch(/@|203\.0\.113/);
    expect(messageFor(record)).toMatchObject({
      rule: 'a-rule',
      repository: record.pipeline.repository,
      initiator: record.people.initiator?.login,
      refused: true,
      moment: 'end',
    });
  });

  it('has one id in all jobs of an attempt, and another in the next attempt and for another subject', () => {
    const first = baseRecord({ set: { '/pipeline/runAttempt': '1' } });
    const { id } = messageFor(first);
    const otherJob = { ...first, recordId: 'e'.repeat(64), pipeline: { ...first.pipeline, job: 'other' } };
    expect(messageFor(otherJob).id).toBe(id);
    expect(messageFor(baseRecord({ set: { '/pipeline/runAttempt': '2' } })).id).not.toBe(id);
    expect(id).toMatch(/^alert-[0-9a-f]{32}$/);
  });
});

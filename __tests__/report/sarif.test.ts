import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Log } from 'sarif';
import type { RuleResult, Verdict } from '../../src/model/verdict.ts';
import { sarifLog } from '../../src/report/sarif.ts';

function result(change: Partial<RuleResult>): RuleResult {
  return { rule: 'a-rule', result: 'fail', severity: 'high', message: 'Found.', evidence: [], ...change };
}

function logOf(...results: RuleResult[]) {
  const how = { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn' } as const;
  const verdict: Verdict = { policy: { origin: 'built-in' }, ...how, verdict: 'fail', results };
  const log = sarifLog({
    verdict,
    version: '1.2.3',
    ruleText: (id) => ({ title: `Title of ${id}`, why: 'Because.', mend: 'Mend it.', controls: ['NIST AC-5'] }),
    workflowFile: '.github/workflows/deploy.yml',
    category: '.github/workflows/deploy.yml#deploy',
  }) satisfies Log;
  const [run] = log.runs;
  if (!run) throw new Error('no run');
  return run;
}

describe('sarifLog', () => {
  it('gives each failure the place where it can be mended when it names one', () => {
    const { results } = logOf(result({ locations: [{ file: 'a b/ü.yml', line: 7 }] }));
    expect(results[0]).toMatchObject({
      ruleId: 'a-rule',
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b/%C3%BC.yml' }, region: { startLine: 7 } } }],
    });
  });

  it('points to the workflow file when a failure names no place', () => {
    const [found] = logOf(result({})).results;
    expect(found?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('.github/workflows/deploy.yml');
  });

  it('shows a waived failure as suppressed when there is one', () => {
    const [waived] = logOf(result({ result: 'waived' })).results;
    expect(waived).toMatchObject({ suppressions: [{ kind: 'external', status: 'accepted' }] });
  });

  it('makes no result of what could not be seen when a rule is unknown', () => {
    const run = logOf(result({ result: 'unknown', message: 'Not seen.' }), result({ result: 'pass' }));
    expect(run.results).toEqual([]);
    expect(run.tool.driver.rules).toEqual([]);
    expect(run.invocations[0]?.toolExecutionNotifications).toMatchObject([{ message: { text: 'Not seen.' } }]);
  });

  it.each([
    ['low', 'note', '3.0'],
    ['medium', 'warning', '5.5'],
    ['high', 'error', '8.0'],
    ['critical', 'error', '9.5'],
  ] as const)('says how bad it is when the severity is %s', (severity, level, score) => {
    const { results, tool } = logOf(result({ severity }), result({ severity: 'low' }));
    expect(results[0]?.level).toBe(level);
    expect(tool.driver.rules).toMatchObject([
      { id: 'a-rule', defaultConfiguration: { level }, properties: { 'security-severity': score } },
    ]);
  });

  it('names the same finding by the same fingerprint when it comes again', () => {
    const [found] = logOf(result({ fingerprint: 'f'.repeat(64) })).results;
    expect(found).toMatchObject({ partialFingerprints: { 'doorlog/v1': 'f'.repeat(64) } });
  });

  it('points each result to its own rule when there are any', () => {
    const rule = fc.constantFrom('a', 'b', 'c');
    const says = fc.constantFrom<RuleResult['result']>('pass', 'fail', 'unknown', 'waived', 'not-applicable');
    fc.assert(
      fc.property(fc.array(fc.record({ rule, result: says })), (changes) => {
        const { results, tool } = logOf(...changes.map(result));
        for (const each of results) expect(tool.driver.rules[each.ruleIndex]?.id).toBe(each.ruleId);
        expect(results).toHaveLength(changes.filter((each) => /fail|waived/.test(each.result)).length);
      }),
    );
  });
});

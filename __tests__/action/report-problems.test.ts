import { describe, expect, it } from '@jest/globals';
import type { ActionConsole } from '../../src/action/console.ts';
import { reportFindings } from '../../src/action/report-problems.ts';
import type { RuleResult, Verdict } from '../../src/model/verdict.ts';

function verdictOf(...results: readonly [string, RuleResult['result'], RuleResult['severity']][]): Verdict {
  return {
    policy: { origin: 'repository' },
    mode: 'enforce',
    onViolation: 'fail',
    onUnknown: 'warn',
    onError: 'warn',
    verdict: 'fail',
    results: results.map(([rule, result, severity]) => ({ rule, result, severity, message: 'Found.', evidence: [] })),
  };
}

function told(verdict: Verdict): string[] {
  const lines: string[] = [];
  const console: ActionConsole = {
    info: () => undefined,
    warn: (_sentence, place) => lines.push(`warning ${place?.title}`),
    error: (_sentence, place) => lines.push(`error ${place?.title}`),
  };
  reportFindings(console, verdict, undefined);
  return lines;
}

describe('reportFindings', () => {
  it('begins with the worst failure when there is more than the runner may show', () => {
    const verdict = verdictOf(
      ['unseen', 'unknown', 'high'],
      ['slight', 'fail', 'low'],
      ['fine', 'pass', 'high'],
      ['grave', 'fail', 'critical'],
    );
    expect(told(verdict)).toEqual(['error Doorlog: grave', 'error Doorlog: slight', 'warning Doorlog: unseen']);
  });
});

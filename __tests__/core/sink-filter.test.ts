import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWanted } from '../../src/core/sink-filter.ts';
import { SEVERITIES, type Severity } from '../../src/model/severity.ts';
import type { SinkFilter } from '../../src/model/sink-filter.ts';

const RESULTS = ['pass', 'fail', 'unknown', 'waived', 'not-applicable'] as const;
const PHASES = ['start', 'checkpoint', 'end', 'collector'] as const;

const severity = fc.constantFrom(...SEVERITIES);
const result = fc.record({ result: fc.constantFrom(...RESULTS), severity });
const environment = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,10}$/);
const entry = fc.record({
  phase: fc.constantFrom(...PHASES),
  document: fc.record(
    {
      pipeline: fc.record({ environment }, { requiredKeys: [] }),
      policy: fc.record({ results: fc.array(result, { maxLength: 5 }) }),
    },
    { requiredKeys: [] },
  ),
});
const filter: fc.Arbitrary<SinkFilter> = fc.record(
  {
    phases: fc.uniqueArray(fc.constantFrom(...PHASES), { minLength: 1 }),
    environments: fc.array(environment, { minLength: 1, maxLength: 4 }),
    severity,
    findings: fc.constant(true as const),
  },
  { requiredKeys: [] },
);

function judged(...results: [result: (typeof RESULTS)[number], severity: Severity][]) {
  return {
    phase: 'end',
    document: { policy: { results: results.map(([is, severity]) => ({ result: is, severity })) } },
  };
}

describe('isWanted', () => {
  it('wants everything when there is no filter, or one that asks for nothing', () => {
    fc.assert(
      fc.property(entry, (any) => {
        expect(isWanted(undefined, any)).toBe(true);
        expect(isWanted({}, any)).toBe(true);
      }),
    );
  });

  it('wants what fits every member when the members are asked one by one', () => {
    fc.assert(
      fc.property(filter, entry, (whole, any) => {
        const parts: SinkFilter[] = [
          ...(whole.phases ? [{ phases: whole.phases }] : []),
          ...(whole.environments ? [{ environments: whole.environments }] : []),
          ...(whole.severity ? [{ severity: whole.severity }] : []),
          ...(whole.findings ? [{ findings: whole.findings }] : []),
        ];
        expect(isWanted(whole, any)).toBe(parts.every((part) => isWanted(part, any)));
      }),
    );
  });

  it('wants no less when a fact is taken from the entry', () => {
    fc.assert(
      fc.property(filter, entry, (any, { phase, document }) => {
        if (!isWanted(any, { phase, document })) return;
        const { pipeline: _, ...unplaced } = document;
        const { policy: __, ...unjudged } = document;
        expect(isWanted(any, { phase, document: unplaced })).toBe(true);
        expect(isWanted(any, { phase, document: unjudged })).toBe(true);
      }),
    );
  });

  it('tells by the worst failure alone when a severity is asked for', () => {
    fc.assert(
      fc.property(severity, fc.array(result, { maxLength: 6 }), (least, results) => {
        const ranks = results.filter((each) => each.result === 'fail').map((each) => SEVERITIES.indexOf(each.severity));
        const wanted = Math.max(-1, ...ranks) >= SEVERITIES.indexOf(least);
        expect(isWanted({ severity: least }, { phase: 'end', document: { policy: { results } } })).toBe(wanted);
      }),
    );
  });

  it('does not look at case when environments are compared', () => {
    fc.assert(
      fc.property(environment, (name) => {
        const document = { pipeline: { environment: name.toUpperCase() } };
        expect(isWanted({ environments: ['other-', name.toLowerCase()] }, { phase: 'end', document })).toBe(true);
      }),
    );
  });

  it.each([
    ['another phase', { phases: ['end' as const] }, { phase: 'start', document: {} }, false],
    [
      'another environment',
      { environments: ['production'] },
      { phase: 'end', document: { pipeline: { environment: 'staging' } } },
      false,
    ],
    [
      'no environment, and a gap that says so',
      { environments: ['production'] },
      { phase: 'end', document: { gaps: [{ pointer: '/pipeline/environment', reason: 'not-applicable' }] } },
      false,
    ],
    [
      'an environment that nobody could see',
      { environments: ['production'] },
      { phase: 'end', document: { gaps: [{ pointer: '/pipeline/environment', reason: 'not-found' }] } },
      true,
    ],
    ['no failure', { findings: true as const }, judged(['unknown', 'critical'], ['waived', 'high']), false],
    ['a failure', { findings: true as const }, judged(['pass', 'high'], ['fail', 'low']), true],
    ['a lesser failure', { severity: 'high' as const }, judged(['fail', 'medium']), false],
    ['a failure as bad', { severity: 'high' as const }, judged(['fail', 'high']), true],
    ['no judgement', { severity: 'critical' as const }, { phase: 'end', document: {} }, true],
    [
      'a judgement that is not one',
      { findings: true as const },
      { phase: 'end', document: { policy: { results: [7] } } },
      true,
    ],
    [
      'a failure of unheard-of severity',
      { severity: 'critical' as const },
      { phase: 'end', document: { policy: { results: [{ result: 'fail', severity: 'apocalyptic' }] } } },
      true,
    ],
  ])('decides by what the entry tells when it has %s', (_, asked, given, wanted) => {
    expect(isWanted(asked, given)).toBe(wanted);
  });
});

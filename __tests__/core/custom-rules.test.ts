import { describe, expect, it } from '@jest/globals';
import { customRulesOf, judgementOf } from '../../src/core/custom-rules.ts';
import { builtInPolicy, type CustomRuleInForce } from '../../src/core/policy.ts';
import type { PolicyChoice } from '../../src/core/policy-choice.ts';
import { DoorlogError } from '../../src/errors.ts';
import type { Gap } from '../../src/model/access-record.ts';
import { baseRecord } from '../support/base-record.ts';

const RULE: CustomRuleInForce = {
  layer: 'repository',
  definition: { id: 'deploys-by-day', title: 'Deploys by day', expression: 'true' },
};

const gap = (reason: Gap['reason']): Gap => ({ pointer: '/protections', reason, needed: 'a right' });

describe('judgementOf', () => {
  it('passes and fails by the rule’s title when the expression has an answer', () => {
    expect(judgementOf(RULE, { kind: 'answer', answer: true, read: ['/phase'] }, baseRecord())).toEqual({
      result: 'pass',
      message: '“Deploys by day” holds.',
      evidence: ['/phase'],
    });
    expect(judgementOf(RULE, { kind: 'answer', answer: false, read: ['/phase'] }, baseRecord())).toMatchObject({
      result: 'fail',
      message: '“Deploys by day” does not hold.',
      evidence: ['/phase'],
    });
  });

  it('says why and what it takes when a fact was not seen', () => {
    const outcome = { kind: 'unseen', pointer: '/protections/environment', read: [] } as const;
    expect(judgementOf(RULE, outcome, { ...baseRecord(), gaps: [gap('not-permitted')] })).toEqual({
      result: 'unknown',
      reason: 'not-seen',
      message: '/protections/environment could not be seen (not-permitted: a right).',
      evidence: ['/protections/environment'],
    });
    expect(judgementOf(RULE, outcome, { ...baseRecord(), gaps: [gap('not-yet')] })).toMatchObject({
      reason: 'not-yet',
    });
  });

  it.each([
    [{ kind: 'no-key', read: ['/drift'] }, 'not-seen', /^The expression reads a key or an item that is not there/],
    [{ kind: 'error', code: 'x_y', read: [] }, 'not-certain', /^The expression failed \(x_y\)\.$/],
    [
      { kind: 'error', code: 'x_y', line: 2, column: 3, read: [] },
      'not-certain',
      /^The expression failed at line 2, column 3 \(x_y\)\.$/,
    ],
    [{ kind: 'cut-off' }, 'cut-off', /too long or too much memory/],
    [{ kind: 'not-begun' }, 'not-certain', /no thread for it could be started/],
    [undefined, 'not-certain', /no thread for it could be started/],
  ] as const)('is unknown when the outcome is %j', (outcome, reason, message) => {
    expect(judgementOf(RULE, outcome, baseRecord())).toMatchObject({
      result: 'unknown',
      reason,
      message: expect.stringMatching(message),
    });
  });

  it('names a bounded number of facts when many were read', () => {
    const read = Array.from({ length: 500 }, (_, index) => `/actions/${index}/uses`);
    const { evidence } = judgementOf(RULE, { kind: 'answer', answer: true, read }, baseRecord());
    expect(evidence).toHaveLength(50);
  });
});

describe('customRulesOf', () => {
  it('gathers those of both policies when one took the other’s place, and none when there is no policy', () => {
    const other = { ...RULE };
    const choice: PolicyChoice = {
      policy: { ...builtInPolicy(), custom: [RULE] },
      changedTo: { ...builtInPolicy(), custom: [other] },
    };
    expect(customRulesOf(choice)).toEqual([RULE, other]);
    expect(customRulesOf({ policy: builtInPolicy() })).toEqual([]);
    expect(customRulesOf({ error: new DoorlogError('policy-unavailable', 'Gone.'), repository: 'a/b' })).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { createHistory } from '../../../src/core/history.ts';
import type { Rule } from '../../../src/core/rule.ts';
import { RuleResult } from '../../../src/model/verdict.ts';
import { baseRecord } from '../../support/base-record.ts';
import type { RuleCase, RuleCases } from './cases/case.ts';

const RESULTS = ['pass', 'fail', 'unknown'] as const;
const SAYS = { pass: 'passes', fail: 'fails', unknown: 'is unknown' } as const;

function judged(rule: Rule, { base, set, remove, params = {}, history, roster, auditLog }: RuleCase) {
  const record = baseRecord({ ...(set && { set }), ...(remove && { remove }) }, base);
  return rule.judge(record, { params, roster, auditLog, history: history && createHistory(history) });
}

/** A test for each case of a group's rules, and one that every rule has a case of each result. */
export function describeCases(rules: readonly Rule[], cases: Readonly<Record<string, RuleCases>>): void {
  describe('every rule', () => {
    it('has a passing, a failing and an unknown case when they are counted', () => {
      const bare = rules.map(({ id }) => id).filter((id) => RESULTS.some((result) => !cases[id]?.[result].length));
      expect(bare).toEqual([]);
      expect(Object.keys(cases).filter((id) => rules.every((rule) => rule.id !== id))).toEqual([]);
    });
  });

  for (const rule of rules) describe(rule.id, () => describeRule(rule, cases[rule.id]));
}

function describeRule(rule: Rule, cases: RuleCases | undefined): void {
  const all = RESULTS.flatMap((result) =>
    (cases?.[result] ?? []).map((each) => [SAYS[result], each.name.replaceAll('\\', '∖'), result, each] as const),
  );
  it.each(all)('%s when %s', (_says, _name, result, each) => {
    const judgement = judged(rule, each);
    expect(judgement).toMatchObject({ result });
    // Every sentence that people read, to be reviewed as a whole; earlier runs are numbered as the cases come.
    const { result: _, ...said } = judgement;
    const message = said.message.replace(/\brun 1\d{4}\b/g, 'run N');
    expect({ ...said, message }).toMatchSnapshot();
    if (each.says) expect(judgement.message).toMatch(each.says);
    const whole = { rule: rule.id, severity: 'low', ...judgement };
    expect(RuleResult.safeParse(JSON.parse(JSON.stringify(whole))).error?.issues).toBeUndefined();
  });
}

import { describe, expect, it } from '@jest/globals';
import { createHistory } from '../../../src/core/history.ts';
import { catalogue, findRule } from '../../../src/core/rules/catalogue.ts';
import { RuleResult } from '../../../src/model/verdict.ts';
import { baseRecord } from '../../support/base-record.ts';
import { actionsCases } from './cases/actions.ts';
import { approvalsCases } from './cases/approvals.ts';
import { auditCases } from './cases/audit.ts';
import type { RuleCase } from './cases/case.ts';
import { driftCases } from './cases/drift.ts';
import { frequencyCases } from './cases/frequency.ts';
import { identityCases } from './cases/identity.ts';
import { runnerCases } from './cases/runner.ts';
import { sourceCases } from './cases/source.ts';
import { timeCases } from './cases/time.ts';
import { tokenCases } from './cases/token.ts';

const CASES = {
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

const RESULTS = ['pass', 'fail', 'unknown'] as const;

function judged(id: string, { base, set, remove, params = {}, history, roster, auditLog }: RuleCase) {
  const rule = findRule(id);
  if (!rule) throw new Error(`There is no rule ${id}`);
  const record = baseRecord({ ...(set && { set }), ...(remove && { remove }) }, base);
  return rule.judge(record, { params, roster, auditLog, history: history && createHistory(history) });
}

describe('the catalogue', () => {
  it('has a passing, a failing and an unknown case for each rule when it is read', () => {
    const bare = catalogue()
      .map(({ id }) => id)
      .filter((id) => RESULTS.some((result) => !CASES[id]?.[result].length));
    expect(bare).toEqual([]);
    expect(Object.keys(CASES).filter((id) => !findRule(id))).toEqual([]);
  });
});

for (const id of Object.keys(CASES))
  describe(id, () => {
    const cases = RESULTS.flatMap((result) =>
      (CASES[id]?.[result] ?? []).map(
        (each) =>
          [
            result === 'pass' ? 'passes' : result === 'fail' ? 'fails' : 'is unknown',
            each.name.replaceAll('\\', '∖'),
            result,
            each,
          ] as const,
      ),
    );
    it.each(cases)('%s when %s', (_says, _name, result, each) => {
      const judgement = judged(id, each);
      expect(judgement).toMatchObject({ result });
      // Every sentence that people read, to be reviewed as a whole.
      const { result: _result, ...said } = judgement;
      // Earlier runs are numbered as the cases come.
      const message = said.message.replace(/\brun 1\d{4}\b/g, 'run N');
      expect({ ...said, message }).toMatchSnapshot();
      if (each.says) expect(judgement.message).toMatch(each.says);
      const whole = { rule: id, severity: 'low', ...judgement };
      expect(RuleResult.safeParse(JSON.parse(JSON.stringify(whole))).error?.issues).toBeUndefined();
    });
  });

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkCustomRules } from '../../src/cel/check.ts';
import { evaluateExpressions } from '../../src/cel/evaluate.ts';
import { evaluatorFor } from '../../src/cel/evaluation.ts';
import { language } from '../../src/cel/language.ts';
import { RECORD_TYPES } from '../../src/cel/record-types.ts';
import { OPTIONAL_FACTS } from '../../src/core/optional-facts.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { arbitraryRecord } from '../support/arbitrary-record.ts';
import { baseRecord } from '../support/base-record.ts';

const RULES = [
  'record.phase == "end" && has(record.outcome.status)',
  'record.people.initiator.id == record.people.author.account.id',
  '!has(record.people.merger) || record.people.merger.id != record.people.initiator.id',
  'record.source.pullRequests.all(p, has(p.reviews) && p.reviews.exists(r, r.state == "approved"))',
  'record.source.pullRequests.exists_one(p, p.state == "merged")',
  'has(record.protections.environment) ? record.protections.environment.preventSelfReview : record.source.verification.verified',
  'record.actions.filter(a, !(has(a.pinned) && a.pinned)).size() == 0',
  'record.observedAt.end > record.observedAt.start',
  'record.observedAt.end.getHours("Europe/Berlin") < 20 && record.runner.labels.exists(l, l.startsWith("u"))',
  'record.access.token.permissions.all(scope, record.access.token.permissions[scope].observed != "write")',
  'record.pipeline.environment != "production" || has(record.approvals) && record.approvals.size() > 0',
  'record.drift.all(d, d.before != d.after)',
  'record.drift.exists(d, string(dyn(d.before)) == "x")',
  'record.gaps.exists(g, g.pointer.matches("^/people")) || record.source.commit.size() == 40',
  'record.sources.map(k, record.sources[k]).exists(s, s in ["api", "event"])',
  'record.resources.artifacts.map(a, a.name).join(",").size() < 100 || record.enforcement.position > 1',
];

/** Optional facts that stand in no list and no map. */
const REMOVABLE = OPTIONAL_FACTS.map(({ at }) => at).filter((at) => !/[*{]/.test(at) && !at.startsWith('policy'));

function without(record: AccessRecord, at: string): AccessRecord {
  const copy = structuredClone(record);
  const keys = at.split('/');
  const last = keys.pop() ?? '';
  let part: unknown = copy;
  for (const key of keys) part = typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined;
  if (typeof part !== 'object' || part === null || !(last in part)) return record;
  Reflect.deleteProperty(part, last);
  copy.gaps.push({ pointer: `/${at}`, reason: 'not-permitted', needed: 'a right' });
  return copy;
}

describe('custom rules over any record', () => {
  it('takes every one of the rules of this test when they are checked', async () => {
    expect(await checkCustomRules(RULES.map((expression) => ({ expression })))).toEqual([]);
  });

  it('never raises, and reads only what the schema names, when the record is any valid one', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const evaluate = evaluatorFor(record);
        for (const expression of RULES) {
          const outcome = evaluate(expression);
          expect(['answer', 'unseen', 'no-key', 'error']).toContain(outcome.kind);
          for (const pointer of outcome.read) expect(pointer).toMatch(/^(\/[^/]*)+$/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says the same in the thread as in this one when the record is any valid one', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRecord(), async (record) => {
        const plain: AccessRecord = JSON.parse(JSON.stringify(record));
        expect(await evaluateExpressions(RULES, plain)).toEqual(RULES.map(evaluatorFor(plain)));
      }),
      { numRuns: 3 },
    );
  });

  it('never passes because a fact could not be seen', () => {
    const record = baseRecord();
    fc.assert(
      fc.property(fc.subarray(REMOVABLE, { minLength: 1, maxLength: 12 }), (removed) => {
        const less = removed.reduce(without, record);
        const [before, after] = [evaluatorFor(record), evaluatorFor(less)];
        // What a rule says of the gaps themselves changes with them.
        for (const expression of RULES.filter((each) => !each.includes('record.gaps'))) {
          const [earlier, now] = [before(expression), after(expression)];
          if (now.kind === 'answer' && now.answer)
            expect({ expression, earlier }).toMatchObject({ earlier: { answer: true } });
          if (now.kind === 'answer' && !now.answer)
            expect({ expression, earlier }).not.toMatchObject({ earlier: { answer: true } });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('knows every type that a field names', () => {
    for (const [type, fields] of Object.entries(RECORD_TYPES)) {
      for (const [field, of] of Object.entries(fields)) {
        const names = of.match(/record[\w.]*/g) ?? [];
        expect({ type, field, unknown: names.filter((name) => !Object.hasOwn(RECORD_TYPES, name)) }).toEqual({
          type,
          field,
          unknown: [],
        });
      }
    }
    expect(language().hasVariable('record')).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import { evaluateExpressions } from '../../src/cel/evaluate.ts';
import type { AccessRecord, Gap } from '../../src/model/access-record.ts';
import { baseRecord } from '../support/base-record.ts';

const gap = (pointer: string, reason: Gap['reason']): Gap => ({ pointer, reason, needed: 'a test' });

/** Takes far longer than anybody waits: 900 to the power of four. */
function nestedComprehensions(): string {
  const list = `[${Array.from({ length: 900 }, (_, index) => index).join(',')}]`;
  return `cel.bind(l, ${list}, l.map(a, l.map(b, l.map(c, l.map(d, a + b + c + d)))).size() > 0)`;
}

const CATASTROPHIC = `"${'a'.repeat(60)}!".matches("^(a+)+$")`;

/** Doubles a value as often as that. */
function doubled(value: string, times: number, result: string): string {
  const binds = Array.from({ length: times }, (_, index) => `cel.bind(v${index + 1}, v${index} + v${index}, `);
  return `cel.bind(v0, ${value}, ${binds.join('')}${result.replaceAll('LAST', `v${times}`)}${')'.repeat(times + 1)}`;
}

async function kindsOf(...expressions: string[]): Promise<string[]> {
  const outcomes = await evaluateExpressions(expressions, baseRecord());
  return outcomes.map((outcome) => (outcome.kind === 'answer' ? String(outcome.answer) : outcome.kind));
}

describe('evaluateExpressions', () => {
  it('answers with what was read when the facts are there', async () => {
    expect(
      await evaluateExpressions(
        [
          'record.phase == "end"',
          'record.people.initiator.login == "nobody" || record.pipeline.environment == "nowhere"',
          'record.actions.all(a, a.uses != "")',
        ],
        baseRecord(),
      ),
    ).toEqual([
      { kind: 'answer', answer: true, read: ['/phase'] },
      { kind: 'answer', answer: false, read: ['/people/initiator/login', '/pipeline/environment'] },
      { kind: 'answer', answer: true, read: expect.arrayContaining(['/actions/0/uses']) },
    ]);
  });

  it('names the missing fact when it was not seen, and looks no further when it is known not to be there', async () => {
    const record = baseRecord();
    const { environment: _, ...protections } = record.protections;
    const withGap = (reason: Gap['reason']) => ({
      ...record,
      protections,
      gaps: [...record.gaps, gap('/protections/environment', reason)],
    });
    const expressions = [
      'has(record.protections.environment)',
      'has(record.protections.environment) && record.protections.environment.name == "x"',
      'record.protections.environment.name == "x"',
      'record.phase == "end" || has(record.protections.environment)',
      'record.phase == "start" && has(record.protections.environment)',
    ];
    const unseen = expect.objectContaining({ kind: 'unseen', pointer: '/protections/environment' });
    const answer = (value: boolean) => expect.objectContaining({ kind: 'answer', answer: value });
    expect(await evaluateExpressions(expressions, withGap('not-permitted'))).toEqual([
      unseen,
      unseen,
      unseen,
      answer(true),
      answer(false),
    ]);
    expect(await evaluateExpressions(expressions, withGap('not-applicable'))).toEqual([
      answer(false),
      answer(false),
      unseen,
      answer(true),
      answer(false),
    ]);
  });

  it('takes an item’s missing field for unseen only when the list has a gap', async () => {
    const record = baseRecord();
    const action = { kind: 'repository', line: 1, pinned: true } as const;
    const actions = [
      { ...action, uses: 'a/b@v1' },
      { ...action, uses: 'c/d@v1', commit: 'c'.repeat(40) },
    ];
    const expressions = [
      'record.actions.exists(a, has(a.commit) && a.commit != "")',
      'record.actions.all(a, has(a.commit))',
    ];
    const seen: AccessRecord = { ...record, actions };
    const kinds = async (facts: AccessRecord) =>
      (await evaluateExpressions(expressions, facts)).map(({ kind }) => kind);
    expect(await kinds(seen)).toEqual(['answer', 'answer']);
    expect(await kinds({ ...seen, gaps: [gap('/actions', 'not-permitted')] })).toEqual(['answer', 'unseen']);
  });

  it('has no answer when a key or an item is not there, or an operation fails', async () => {
    expect(
      await kindsOf(
        'record.sources["/nowhere"] == "api"',
        'record.drift[7].pointer == "/x"',
        '1 / 0 == 1',
        'bool(record.phase)',
        'record.phase.matches(record.phase + "(")',
        'record.observedAt.end.getHours("Nowhere/Zone") == 1',
        'timestamp(record.phase) == record.observedAt.end',
      ),
    ).toEqual(['no-key', 'no-key', 'error', 'error', 'error', 'error', 'error']);
  });

  it('tells of an error no more than its kind and place', async () => {
    expect(await evaluateExpressions(['true &&\n  bool(record.phase)'], baseRecord())).toEqual([
      { kind: 'error', code: 'bool_conversion_error', line: 2, column: 3, read: ['/phase'] },
    ]);
  });

  it('compares numbers and times when the record has them', async () => {
    expect(
      await kindsOf(
        'record.actions[0].line > 0 && record.actions[0].line != 1000000',
        'record.observedAt.end >= record.observedAt.start',
        'record.observedAt.end.getFullYear() > 2000',
      ),
    ).toEqual(['true', 'true', 'true']);
  });

  it('cuts off what takes too long, and goes on with the others', async () => {
    expect(await kindsOf('true', nestedComprehensions(), 'false', CATASTROPHIC, 'true')).toEqual([
      'true',
      'cut-off',
      'false',
      'cut-off',
      'true',
    ]);
  });

  it('ends at once when too many were cut off', async () => {
    const outcomes = await evaluateExpressions([CATASTROPHIC, 'true', CATASTROPHIC, 'true'], baseRecord(), {
      time: 50,
      wait: 1_000,
      start: 10_000,
      cutOffs: 1,
    });
    expect(outcomes.map(({ kind }) => kind)).toEqual(['cut-off', 'cut-off', 'cut-off', 'cut-off']);
  });

  it('begins nothing when a thread takes too long to start', async () => {
    const outcomes = await evaluateExpressions(['true'], baseRecord(), { time: 200, wait: 200, start: 0, cutOffs: 10 });
    expect(outcomes).toEqual([{ kind: 'not-begun' }]);
  });

  it('refuses values that grow beyond all bounds, and the process lives', async () => {
    expect(
      await kindsOf(
        doubled('[1, 2, 3, 4]', 40, 'size(LAST) > 0'),
        doubled('"xxxx"', 40, 'LAST.contains("y")'),
        doubled('"xxxx"', 26, 'LAST.split("").size() > 1'),
        doubled('b"xxxx"', 40, 'size(LAST) > 0'),
        '["x"].map(a, a.split("")).size() == 1',
        doubled('["xxxxxxxxxxxxxxxxxxxx"]', 12, 'LAST.join(LAST.join("")).size() > 1'),
        'b"x".hex() == "78"',
        'true',
      ),
    ).toEqual(['error', 'error', 'error', 'error', 'true', 'error', 'true', 'true']);
  });

  it('reaches nothing of JavaScript when keys are named like its own', async () => {
    const record = baseRecord();
    const sources = JSON.parse('{"__proto__": "api", "constructor": "env"}');
    const outcomes = await evaluateExpressions(
      [
        'record.sources["__proto__"] == "api" && record.sources["constructor"] == "env"',
        '"toString" in record.sources',
        '{"a": 1}["constructor"] == 1',
        '{"__proto__": 1}["__proto__"] == 1',
        'dyn({"a": 1}).constructor == 1',
        'dyn("text").constructor == 1',
        'dyn(record).__proto__ == 1',
        'record.observedAt.end.constructor == 1',
        'cel.constructor == 1',
        'dyn([1]).length == 1',
        '"polluted" in {"x": 1}',
      ],
      { ...record, sources },
    );
    expect(outcomes.map((outcome) => (outcome.kind === 'answer' ? outcome.answer : outcome.kind))).toEqual([
      true,
      false,
      'no-key',
      'no-key',
      'no-key',
      'no-key',
      'no-key',
      'error',
      'error',
      'no-key',
      false,
    ]);
    expect('polluted' in {}).toBe(false);
  });

  it('answers nothing when nothing is asked', async () => {
    expect(await evaluateExpressions([], baseRecord())).toEqual([]);
  });
});

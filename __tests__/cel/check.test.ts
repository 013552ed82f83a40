import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkCustomRules } from '../../src/cel/check.ts';

async function findingIn(expression: string): Promise<string | undefined> {
  const [finding] = await checkCustomRules([{ expression }]);
  return finding && `${finding.line}:${finding.column} ${finding.message}`;
}

const nested = (open: string, close: string, times: number) => `${open.repeat(times)}true${close.repeat(times)}`;

describe('checkCustomRules', () => {
  it.each([
    [
      'a field is misspelt',
      'record.pepole.initiator.id == "1"',
      '1:8 record has no field “pepole”. Did you mean “people”?',
    ],
    [
      'a field is misspelt below a part, on another line',
      'true &&\n  record.people.initiator.logn == "x"',
      '2:27 record.people.initiator has no field “logn”. Did you mean “login”?',
    ],
    [
      'a field is misspelt in brackets',
      'record["phaze"] == "end"',
      '1:1 record has no field “phaze”. Did you mean “phase”?',
    ],
    [
      'a field is misspelt in has()',
      'has(record.people.initiatr.login)',
      '1:19 record.people has no field “initiatr”. Did you mean “initiator”?',
    ],
    [
      'a field of an item is misspelt in has()',
      'record.actions.exists(a, has(a.pined))',
      '1:32 a has no field “pined”. Did you mean “pinned”?',
    ],
    [
      'has() asks a list for a field',
      'has(record.runner.labels.first)',
      '1:26 record.runner.labels has no field “first”',
    ],
    [
      'nothing is close to a field',
      'record.actions.all(a, a.xyzzyx == "")',
      '1:25 a has no field “xyzzyx”; it has uses, kind, line, pinned, commit',
    ],
    [
      'a part is asked for that comes after judging',
      'record.policy.verdict == "pass"',
      expect.stringMatching(/^1:8 record has no field “policy”; it has schemaVersion, .*, …$/),
    ],
    ['a variable is misspelt', 'recrod.phase == "end"', '1:1 there is no variable “recrod”. Did you mean “record”?'],
    ['there is no such variable', 'phase == "end"', '1:1 there is no variable “phase”. The job is `record`'],
    ['text is compared with a number', 'record.phase == 1', '1:1 no such overload: string == int'],
    [
      'a time is compared with text',
      'record.observedAt.end > "2026-01-01"',
      '1:1 no such overload: Timestamp > string; write the time as timestamp("2026-01-31T00:00:00Z")',
    ],
    ['text is treated as a part', 'record.\n  phase.length > 3', "2:9 cannot index type 'string'"],
    ['a function is not there', 'lower(record.phase) == "end"', "1:1 found no matching overload for 'lower(string)'"],
    ['text is the result', 'record.phase', '1:1 it gives text, and a rule has to give true or false'],
    [
      'a part is the result',
      'record.people',
      '1:1 it gives a part of the record, and a rule has to give true or false',
    ],
    [
      'a list is the result',
      'record.gaps.filter(g, true)',
      '1:1 it gives a list, and a rule has to give true or false',
    ],
    [
      'anything may be the result',
      'record.drift[0].before',
      '1:1 it gives a value, and a rule has to give true or false; wrap what may be anything in bool(…)',
    ],
    [
      'a field is compared with a word that it never holds',
      'record.phase == "ends"',
      '1:17 record.phase is never “ends”. Did you mean “end”?',
    ],
    [
      'a field is looked for among words of which it never holds one',
      'record.runner.environment in ["self-hosted", "gpu-farm-of-ours"]',
      '1:46 record.runner.environment is never “gpu-farm-of-ours”; it is github-hosted, self-hosted',
    ],
    [
      'parts are compared',
      '[record.people.initiator] != [record.people.rerunner]',
      '1:1 parts of the record can’t be compared; compare their ids or other fields',
    ],
    ['a part loses its type', 'dyn(record).x == 1', '1:1 record needs no dyn(); take a field of it'],
    [
      'a time is asked for a property',
      'record.observedAt.end.constructor == 1',
      '1:23 record.observedAt.end is a time and has no fields',
    ],
    ['a namespace is asked for a property', 'cel.constructor == 1', '1:5 cel is a namespace and has no fields'],
    [
      'an object’s prototype is asked for',
      'record.__proto__ == 1',
      expect.stringMatching(/^1:8 record has no field “__proto__”/),
    ],
    [
      'a pattern is no regular expression',
      'record.phase.matches("(")',
      '1:22 the pattern of matches() is no regular expression',
    ],
    ['it ends too early', 'record.phase ==', '1:16 it ends too early'],
    ['a text is not closed', 'record.phase == "end', '1:17 unterminated string'],
    ['a bracket is missing', '(record.phase == "end"', '1:23 it ends too early'],
    ['brackets nest too deeply', nested('(', ')', 500), '1:101 it is too long or nests too deeply; split the rule'],
    ['lists nest too deeply', nested('[', ']', 500), '1:101 it is too long or nests too deeply; split the rule'],
    [
      'it has too many parts',
      Array(1_250).fill('true').join(' || '),
      '1:1 it is too long or nests too deeply; split the rule',
    ],
  ])('finds line and column when %s', async (_, expression, expected) => {
    expect(await findingIn(expression)).toEqual(expected);
  });

  it.each([
    nested('!', '', 9_990),
    `${'-'.repeat(9_000)}1 == 1`,
    `record${'.a'.repeat(4_000)} == 1`,
    `${'1 + '.repeat(2_400)}1 == 1`,
    nested('[1].all(x, ', ')', 600),
    nested('{"a": ', '}', 900),
  ])('ends with one sentence when the shape of an expression is out of bounds (%#)', async (expression) => {
    expect(await findingIn(expression)).toMatch(/^1:\d+ .*(nests|too long)/);
  });

  it.each([
    'true',
    'record.phase == "end"',
    'record.people.initiator.id in ["1", "2"]',
    'record.observedAt.end.getHours("Europe/Berlin") < 18',
    'record.observedAt.end - record.observedAt.start < duration("1h")',
    'record.source.pullRequests.all(p, p.reviews.exists(r, r.state == "approved"))',
    'has(record.protections.environment) && record.protections.environment.preventSelfReview',
    'record.access.token.permissions["contents"].observed != "write"',
    'record.access.token.permissions.all(scope, scope != "actions")',
    'record.runner.labels.exists(label, label.matches("^(ubuntu|windows)-[0-9]+$"))',
    'record.outcome.exitCode == 0',
    'bool(record.drift[0].before)',
    'cel.bind(me, record.people.initiator.id, record.people.author.account.id != me)',
    '// why it is so\nrecord.pipeline.event != "workflow_dispatch"',
  ])('finds nothing when the expression is %s', async (expression) => {
    expect(await findingIn(expression)).toBeUndefined();
  });

  it('names each rule that is wrong by its index when there are several', async () => {
    const findings = await checkCustomRules([{ expression: 'true' }, { expression: '1' }, { expression: 'record.x' }]);
    expect(findings.map(({ index }) => index)).toEqual([1, 2]);
  });

  it('answers in one sentence and within the text when the expression is anything', async () => {
    const words =
      'record . people phase has ( ) [ ] { } , : ? == != && || ! - + in "end" \' 1 0.5 null x all map cel bind dyn matches __proto__ \n // """'.split(
        ' ',
      );
    const anything = fc.oneof(
      fc.string({ maxLength: 60, unit: 'binary' }),
      fc.array(fc.constantFrom(...words), { maxLength: 25 }).map((parts) => parts.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (expression) => {
        for (const { line, column, message } of await checkCustomRules([{ expression }])) {
          const lines = expression.split('\n');
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
          expect(message).not.toMatch(/\n|undefined|could not be checked/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

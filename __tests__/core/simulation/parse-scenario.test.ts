import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseScenario } from '../../../src/core/simulation/parse-scenario.ts';
import { codeOf } from '../../../src/errors.ts';
import { readProject } from '../../docs/markdown.ts';

const GOOD = readProject('scenarios/self-approval.yml');
const messageOf = (text: string) =>
  parseScenario(text, 'mine.yml', 'mine').then(
    () => 'no error',
    (error: unknown) => (codeOf(error) === 'file-invalid' ? (error as Error).message : String(error)),
  );
const minimal = (more: string) =>
  `version: 1\ntitle: A title\nkind: job\nrules: [commit-is-verified]\nattack:\n  job: { base: deploy }\n${more}`;

describe('parseScenario', () => {
  it('answers what the file says when it is good', async () => {
    const { name, scenario } = await parseScenario(GOOD, 'mine.yml', 'mine');
    expect(name).toBe('mine');
    expect(scenario).toMatchObject({
      kind: 'job',
      rules: ['approver-is-not-initiator'],
      attack: { job: { base: 'deploy' } },
    });
  });

  it.each([
    ['version: 2\n', 'mine.yml, line 1, column 10: “version” must be `1`.'],
    ['[]\n', 'mine.yml, line 1, column 1: the file must be a mapping.'],
    [minimal('extra: 1\n'), 'mine.yml, line 7, column 8: the key “extra” is not known here. Remove it.'],
    [
      minimal('harmles: {}\n'),
      'mine.yml, line 7, column 10: the key “harmles” is not known here. Did you mean “harmless”?',
    ],
    [minimal('harmless: { removed: [] }\n'), 'Did you mean “remove”?'],
    [minimal('').replace('kind: job', 'kind: jobs'), 'line 3, column 7: “kind” must be `job` or `runs` or `org`.'],
    [minimal('').replace('[commit-is-verified]', '[]'), 'line 4, column 8: “rules” must have at least 1.'],
    [minimal('').replace('{ base: deploy }', '{}'), 'line 6, column 8: “attack.job.base” must be text.'],
    [minimal('  history: [{ base: deploy, ago: soon }]\n'), '“attack.history.0.ago” must be a length, as `90s`'],
    [minimal('  history: [{ base: deploy, ago: 1d, times: 0 }]\n'), '“attack.history.0.times” must be at least 1.'],
    [
      minimal('  history: [{ base: deploy, ago: 1d, times: 1.5 }]\n'),
      '“attack.history.0.times” must be a whole number.',
    ],
    [minimal('  at: yesterday\n'), '“attack.at” must be a moment in UTC'],
    [minimal('').replace('base: deploy', 'base: deploy, set: { pipeline/job: x }'), 'must be a JSON Pointer'],
    [minimal('').replace('base: deploy', 'base: deploy, remove: [approvals]'), 'remove.0” must be a JSON Pointer'],
    [
      minimal('params: { deployment-is-approved: { minimum: many } }\n'),
      '“params.deployment-is-approved.minimum” must be',
    ],
    [minimal('params: { deployment-is-approved: 3 }\n'), '“params.deployment-is-approved” must be a mapping.'],
    [`${minimal('')}title: again\n`, 'the key “title” stands there twice'],
    ['a: [1\n', 'mine.yml, line'],
  ])('refuses %j in one located sentence when it is no scenario', async (text, sentence) => {
    expect(await messageOf(text)).toContain(sentence);
  });

  it('refuses nothing without file and line when a good file is mutilated', async () => {
    const cut = fc.record({
      from: fc.nat(GOOD.length),
      length: fc.nat(40),
      by: fc.string({ maxLength: 8, unit: 'binary' }),
    });
    await fc.assert(
      fc.asyncProperty(cut, async ({ from, length, by }) => {
        const message = await messageOf(GOOD.slice(0, from) + by + GOOD.slice(from + length));
        expect(message === 'no error' || /^mine\.yml, line \d+, column \d+: /.test(message)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { readReleaseInputs } from '../../src/action/release-inputs.ts';
import { issuerOf } from '../../src/compose/release.ts';

describe('readReleaseInputs', () => {
  it('reads lists and names, and takes refs/tags/ from a tag', () => {
    const inputs = readReleaseInputs({
      INPUT_TAG: 'refs/tags/v1',
      'INPUT_EXCEPT-JOBS': ' lint \n\ntest (*)\r\nlint',
      INPUT_EVENTS: 'push, schedule\nworkflow_*',
      INPUT_COLLECTORS: 'https://github.com/o/r/.github/workflows/c.yml@refs/heads/main',
      'INPUT_ON-MISSING': 'warn',
      INPUT_ATTACH: 'FALSE',
    });
    expect(inputs).toMatchObject({
      tag: 'v1',
      exceptJobs: ['lint', 'test (*)'],
      events: ['push', 'schedule', 'workflow_*'],
      collectors: ['https://github.com/o/r/.github/workflows/c.yml@refs/heads/main'],
      onMissing: 'warn',
      attach: false,
      problems: [],
    });
  });

  it('keeps the stricter default, says so and repeats nothing, when an input can’t be used', () => {
    const inputs = readReleaseInputs({
      'INPUT_ON-MISSING': 'constructor',
      INPUT_ATTACH: 'maybe',
      'INPUT_EXCEPT-JOBS': `${'x'.repeat(301)}\nlint`,
    });
    expect(inputs).toMatchObject({ onMissing: 'fail', attach: true, exceptJobs: ['lint'] });
    expect(inputs.problems.map(({ message }) => /“([^”]+)”/.exec(message)?.[1])).toEqual([
      'on-missing',
      'attach',
      'except-jobs',
    ]);
    expect(inputs.problems.map(({ message }) => message).join()).not.toMatch(/constructor|maybe|xxx/);
  });
});

describe('issuerOf', () => {
  it.each([
    ['https://github.com', 'https://token.actions.githubusercontent.com'],
    ['https://octo.ghe.com', 'https://token.actions.octo.ghe.com'],
    ['https://ghe.example', 'https://ghe.example/_services/token'],
  ])('of %s is %s', (server, issuer) => {
    expect(issuerOf(server)).toBe(issuer);
  });
});

import { describe, expect, it } from '@jest/globals';
import * as yaml from 'yaml';
import { mayRunInFailedJob, stepsThatRunAfterRefusal } from '../../../src/core/workflow/after-refusal.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

const TEXT = `jobs:
  a:
    steps:
      - uses: actions/setup-node@v4
      - uses: ./local
      - uses: doorlog/doorlog@v1
        if: always()
      - run: make
      - run: notify
        if: \${{ failure() && github.ref == 'refs/heads/main' }}
      - uses: docker://alpine
        if: "!cancelled()"
      - uses: actions/cache@v4
`;

describe('stepsThatRunAfterRefusal', () => {
  it('lists each step with the line and the kind when some are not held back', () => {
    const job = parseWorkflow(TEXT, yaml).jobs.get('a');
    const found = job === undefined ? [] : stepsThatRunAfterRefusal(job, 2);
    expect(found.map(({ step, line, kind }) => [step.index, line, kind])).toEqual([
      [0, 4, 'earlier-pre'],
      [4, 10, 'condition'],
      [5, 12, 'condition'],
      [6, 13, 'later-pre'],
    ]);
    expect(found[0]?.reason).toMatch(/before Doorlog/);
  });
});

describe('mayRunInFailedJob', () => {
  it.each([
    'always()',
    `\${{ Always () }}`,
    'failure()',
    '!cancelled()',
    `\${{ !success() }}`,
    'success() || github.ref',
    '!(success() && true)',
    'success() == false',
    "contains(success(), 'x')",
  ])('says yes when the condition is %s', (condition) => {
    expect(mayRunInFailedJob(condition)).toBe(true);
  });

  it.each([
    'true',
    '',
    "github.ref == 'always()'",
    "env.x == 'it''s failure()'",
    'success()',
    `\${{ success() && github.actor }}`,
    "startsWith(github.ref, 'refs/') && success()",
    'steps.always.outcome',
  ])('says no when the condition is %s', (condition) => {
    expect(mayRunInFailedJob(condition)).toBe(false);
  });
});

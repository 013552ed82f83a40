import { describe, expect, it } from '@jest/globals';
import * as yaml from 'yaml';
import { findOurStep } from '../../../src/core/workflow/our-step.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';
import { runnerStepIds } from '../../../src/core/workflow/step-ids.ts';
import type { Job } from '../../../src/core/workflow/workflow.ts';

function jobOf(...steps: readonly object[]): Job {
  const job = parseWorkflow(JSON.stringify({ jobs: { a: { steps } } }), yaml).jobs.get('a');
  if (job === undefined) {
    throw new Error('no job');
  }
  return job;
}

describe('runnerStepIds', () => {
  it('makes ids up as the runner does when steps have none', () => {
    const job = jobOf(
      { uses: 'actions/checkout@v4' },
      { run: 'x' },
      { uses: 'Actions/Checkout@v4' },
      { run: 'y', id: 'mine' },
      { run: 'z' },
      { uses: './local' },
      { uses: '$/shared' },
      { uses: 'docker://alpine:3.20' },
      { uses: 'a.b/c/deep/path@v1' },
    );
    expect(runnerStepIds(job.steps)).toEqual([
      '__actions_checkout',
      '__run',
      '__Actions_Checkout_2',
      'mine',
      '__run_2',
      '__self',
      '__selfRepository',
      '__alpine_3_20',
      '__a_b_c',
    ]);
  });
});

describe('findOurStep', () => {
  const job = jobOf(
    { run: 'x' },
    { uses: 'Doorlog/doorlog@v1' },
    { uses: './' },
    { uses: 'doorlog/doorlog/sub@v1', id: 'door' },
    { uses: 'some/composite@v1' },
  );

  it.each([
    ['the id and the repository agree', { actionId: 'door', actionRepository: 'doorlog/doorlog' }, 3],
    ['the id is a generated one', { actionId: '__Doorlog_doorlog', actionRepository: 'doorlog/doorlog' }, 1],
    ['the action is local', { actionId: '__self', actionRepository: '' }, 2],
    ['only the repository is known', { actionRepository: 'DOORLOG/doorlog' }, 1],
    ['the runner counts steps instead', { actionId: '3', actionRepository: 'doorlog/doorlog' }, 1],
    [
      'it runs inside a composite action',
      { actionId: '__some_composite.inner', actionRepository: 'doorlog/doorlog' },
      4,
    ],
    ['it is called from a script', { actionId: '__run' }, 0],
    ['the id belongs to another action', { actionId: '__some_composite', actionRepository: 'doorlog/doorlog' }, 1],
  ])('finds the step when %s', (_when, action, index) => {
    expect(findOurStep(job, action)?.index).toBe(index);
  });

  it('passes over checkpoints when only the repository is known', () => {
    const steps = [{ uses: 'doorlog/doorlog/checkpoint@v1' }, { uses: 'doorlog/doorlog@v1' }];
    expect(findOurStep(jobOf(...steps), { actionRepository: 'doorlog/doorlog' })?.index).toBe(1);
  });

  it.each([{}, { actionId: '' }, { actionId: 'gone' }, { actionRepository: 'other/action' }])(
    'finds nothing when nothing fits: %j',
    (action) => {
      expect(findOurStep(job, action)).toBeUndefined();
    },
  );
});

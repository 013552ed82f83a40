import { describe, expect, it } from '@jest/globals';
import { allOf, isMet } from '../../src/core/when.ts';
import type { When } from '../../src/model/policy.ts';
import { baseRecord } from '../support/base-record.ts';

describe('isMet', () => {
  const record = baseRecord();

  it.each<[string, When, boolean]>([
    ['nothing is asked', {}, true],
    ['the environment has another case', { environments: ['PRODUCTION'] }, true],
    ['the environment is another one', { environments: ['staging', 'test*'] }, false],
    ['one of several environments is it', { environments: ['staging', 'prod*'] }, true],
    ['the branch is named', { branches: ['main'] }, true],
    ['the branch has another case', { branches: ['Main'] }, false],
    ['the branch is written as a ref', { branches: ['refs/heads/main'] }, false],
    ['the event is named', { events: ['push'] }, true],
    ['the event is another one', { events: ['pull_request*'] }, false],
    ['the workflow is named by its path', { workflows: ['.github/workflows/deploy.yml'] }, true],
    ['the workflow is named by its file alone', { workflows: ['deploy.yml'] }, false],
    ['the workflow is named by a pattern', { workflows: ['**/deploy.yml'] }, true],
    ['the job is named', { jobs: ['deploy'] }, true],
    ['the job is another one', { jobs: ['build'] }, false],
    ['somebody from inside caused it', { outsider: false }, true],
    ['nobody from outside caused it', { outsider: true }, false],
    ['all keys hold', { environments: ['production'], branches: ['main'], outsider: false }, true],
    ['one key of several does not hold', { environments: ['production'], branches: ['v1'] }, false],
  ])('says what is so when %s', (_name, when, expected) => {
    expect(isMet(when, record)).toBe(expected);
  });

  it.each<[string, string, When]>([
    ['environment', '/pipeline/environment', { environments: ['production'] }],
    ['ref', '/pipeline/ref', { branches: ['main'] }],
    ['event', '/pipeline/event', { events: ['push'] }],
    ['event, which tells outsiders', '/pipeline/event', { outsider: true }],
    ['workflow', '/pipeline/workflowRef', { workflows: ['**'] }],
    ['job', '/pipeline/job', { jobs: ['deploy'] }],
  ])('can’t tell when the %s could not be seen', (_name, pointer, when) => {
    const less = baseRecord({ remove: [pointer] });
    const gaps = less.gaps.map((gap) => (gap.pointer === pointer ? { ...gap, reason: 'not-permitted' as const } : gap));
    expect(isMet(when, { ...less, gaps })).toBeUndefined();
  });

  it('is not met when the job deploys to no environment', () => {
    const { pipeline, gaps, ...rest } = baseRecord();
    const { environment: _, ...without } = pipeline;
    const gap = { pointer: '/pipeline/environment', reason: 'not-applicable' as const, needed: 'an environment' };
    expect(isMet({ environments: ['**'] }, { ...rest, pipeline: without, gaps: [...gaps, gap] })).toBe(false);
  });

  it('is not met when one key does not hold, whatever could not be seen', () => {
    const less = baseRecord({ remove: ['/pipeline/job'] });
    expect(isMet({ jobs: ['deploy'], events: ['schedule'] }, less)).toBe(false);
  });

  it.each([
    ['refs/tags/v1', 'v1', true],
    ['refs/pull/7/merge', 'pull/7/merge', true],
    ['refs/pull/7/merge', '7/merge', false],
  ])('takes the short name when the ref is %s', (ref, branch, expected) => {
    expect(isMet({ branches: [branch] }, baseRecord({ set: { '/pipeline/ref': ref } }))).toBe(expected);
  });
});

describe('allOf', () => {
  it.each([
    [[], true],
    [[true, true], true],
    [[true, undefined], undefined],
    [[undefined, false], false],
  ])('settles %j when all are put together', (answers, expected) => {
    expect(allOf(answers)).toBe(expected);
  });
});

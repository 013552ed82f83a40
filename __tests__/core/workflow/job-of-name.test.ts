import { describe, expect, it } from '@jest/globals';
import * as yaml from 'yaml';
import { jobOfName } from '../../../src/core/workflow/job-of-name.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

const WORKFLOW = `on: push
jobs:
  build:
    runs-on: x
  test:
    name: Unit tests
    runs-on: x
  leg:
    name: On \${{ matrix.os }} now
    runs-on: x
  twin-a:
    name: Twin
    runs-on: x
  twin-b:
    name: Twin
    runs-on: x
  call:
    uses: ./.github/workflows/called.yml
`;

function find(shown: string) {
  const found = jobOfName(parseWorkflow(WORKFLOW, yaml), shown);
  return found && [found.job.key, found.rest, found.isLeg];
}

describe('jobOfName', () => {
  it.each([
    ['build', ['build', undefined, false]],
    ['build (ubuntu, 22)', ['build', undefined, true]],
    ['Unit tests', ['test', undefined, false]],
    ['Unit tests (1)', ['test', undefined, true]],
    ['On ubuntu now', ['leg', undefined, true]],
    ['call / inner / most', ['call', 'inner / most', false]],
    ['call (a / b) / inner', ['call', 'inner', true]],
  ])('finds the job when GitHub shows %s', (shown, expected) => {
    expect(find(shown)).toEqual(expected);
  });

  it.each(['test', 'Twin', 'buildx', 'call', 'On now', ' / ', ''])(
    'finds none when %j could be none or two',
    (shown) => {
      expect(find(shown)).toBeUndefined();
    },
  );
});

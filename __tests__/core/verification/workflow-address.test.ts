import { describe, expect, it } from '@jest/globals';
import { repositoryOf, workflowAddress } from '../../../src/core/verification/workflow-address.ts';

const PATH = 'octo/repo/.github/workflows/a.yml';

describe('workflowAddress', () => {
  it.each([
    ['a branch', `https://github.com/${PATH}@refs/heads/main`, PATH, 'refs/heads/main'],
    ['a branch with an at sign', `https://github.com/${PATH}@refs/heads/a@b`, PATH, 'refs/heads/a@b'],
    ['a file with an at sign', `https://github.com/${PATH}@refs.yml@refs/heads/x`, `${PATH}@refs.yml`, 'refs/heads/x'],
    ['a commit', `https://github.com/${PATH}@${'a'.repeat(40)}`, PATH, 'a'.repeat(40)],
  ])('tells path from ref when it is %s', (_, claim, path, ref) => {
    expect(workflowAddress(claim)).toEqual({ server: 'https://github.com', path, ref });
  });

  it.each([
    undefined,
    '',
    'octo/repo@main',
    'http://github.com/a@b',
    'https://user@host/a@b',
    `https://github.com/${PATH}`,
    'https://github.com/a\n@b',
  ])('is undefined when the claim is %j', (claim) => {
    expect(workflowAddress(claim)).toBeUndefined();
  });
});

describe('repositoryOf', () => {
  it('takes owner and name when there is nothing else', () => {
    expect(repositoryOf('https://github.com/octo/repo')).toBe('octo/repo');
  });

  it.each([
    undefined,
    'https://github.com/octo',
    'https://github.com/octo/repo/x',
    'https://github.com/x/../octo/repo',
    'https://octo@github.com/octo/repo',
    'https://github.com/octo/repo?x',
    'https://github.com/octo/repo\n',
  ])('is undefined when the claim is %j', (claim) => {
    expect(repositoryOf(claim)).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { checkCustomRules } from '../../src/cel/check.ts';
import { parsePolicy, policyWarnings } from '../../src/core/policy.ts';
import { Policy, Waiver, When } from '../../src/model/policy.ts';
import { codeBlocks, readProject } from './markdown.ts';

const ORIGIN = { origin: 'repository', path: '.github/doorlog.yml' } as const;

const shown = ['docs/policy.md', 'docs/organization-policy.md'].flatMap((file) =>
  codeBlocks(readProject(file))
    .filter(({ language, text }) => language === 'yaml' && text.startsWith('version:'))
    .map(({ text }, index) => [file, index + 1, text] as const),
);

describe('policies in the documents', () => {
  it('are found when the pages are read', () => {
    expect(shown.length).toBeGreaterThan(7);
  });

  it.each(shown)('can be used, and nothing about them is odd, when %s shows policy %i', async (_file, _index, text) => {
    const policy = await parsePolicy(text, ORIGIN, checkCustomRules);
    expect(policyWarnings(policy, Date.parse('2026-11-21T00:00:00Z'))).toEqual([]);
  });

  it.each([
    ['a policy', Policy],
    ['a condition', When],
    ['a waiver', Waiver],
  ])('are told of every key of %s when docs/policy.md is read', (_name, schema) => {
    const page = readProject('docs/policy.md');
    const missing = Object.keys(schema.shape).filter(
      (key) => !page.includes(`\`${key}\``) && !page.includes(`${key}:`),
    );
    expect(missing).toEqual([]);
  });
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as yaml from 'yaml';
import { checkCustomRules } from '../../src/cel/check.ts';
import { parsePolicy, policyWarnings } from '../../src/core/policy.ts';
import { Policy, Waiver, When } from '../../src/model/policy.ts';
import { codeBlocks, ROOT, readProject } from './markdown.ts';

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

describe('the published schema of policies', () => {
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
  const isPolicy = ajv.compile(JSON.parse(readProject('schema/policy.v1.json')));
  const templates = ['policies', 'policies/frameworks'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((file) => file.endsWith('.yml'))
      .map((file) => [`${folder}/${file}`, readProject(`${folder}/${file}`)] as const),
  );
  const pages = shown.map(([file, index, text]) => [`${file} (${index})`, text] as const);

  it.each([...templates, ...pages])('accepts a policy when it is that of %s', (_name, text) => {
    isPolicy(yaml.parse(text));
    expect(isPolicy.errors ?? []).toEqual([]);
  });

  it.each([
    ['a condition is mistyped', { id: 'audit-is-first', when: { environment: ['x'] } }],
    ['a rule does not exist', { id: 'audit-is-frist' }],
    ['a parameter does not exist', { id: 'audit-is-first', params: { x: 1 } }],
  ])('refuses a policy when %s', (_name, rule) => {
    expect(isPolicy({ version: 1, rules: [rule] })).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import { checkExpressions, evaluateCustomRules } from '../../src/compose/custom-rules.ts';
import { parsePolicy } from '../../src/core/policy.ts';
import { sentenceOf } from '../../src/errors.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { Changes } from '../../src/model/scenario.ts';
import { baseRecord } from '../support/base-record.ts';
import { codeBlocks, readProject } from './markdown.ts';

const PAGE = readProject('docs/custom-rules.md');
const EXAMPLES = codeBlocks(PAGE).filter(({ language }) => language === 'yaml');
const ORIGIN = { origin: 'file', path: '.github/doorlog.yml' } as const;

/** What of a clean deployment makes each example fail. */
const BREAKS: Readonly<Record<string, Changes>> = {
  'release-managers-deploy': { set: { '/people/initiator/id': '1002' } },
  'deployed-from-main-or-tag': { set: { '/pipeline/ref': 'refs/heads/hotfix' } },
  'two-people-approve': {},
  'not-on-friday-afternoon': { set: { '/observedAt/start': '2026-11-20T15:00:00.000Z' } },
  'actions-of-known-owners': { set: { '/actions/1/uses': 'mallory/checkout@v1' } },
  'own-runners-are-deployers': { set: { '/runner/environment': 'self-hosted' } },
  'merger-is-not-author': {},
};

/** What makes those pass that a clean deployment fails. */
const MENDS: Readonly<Record<string, (record: AccessRecord) => void>> = {
  'two-people-approve': ({ source }) => {
    const [review] = source.pullRequests?.[0]?.reviews ?? [];
    if (review) source.pullRequests?.[0]?.reviews?.push({ ...review, reviewer: { ...review.reviewer, id: '1002' } });
  },
  'merger-is-not-author': ({ people }) => {
    if (people.merger) people.merger = { ...people.merger, id: '1003' };
  },
};

async function resultOf(example: string, record: AccessRecord): Promise<string | undefined> {
  const { custom = [] } = await parsePolicy(example, ORIGIN, checkExpressions);
  const [judgement] = (await evaluateCustomRules(custom, record)).values();
  return judgement?.result;
}

function idOf(example: string): string {
  return /- id: (\S+)/.exec(example)?.[1] ?? '';
}

describe('the page about custom rules', () => {
  it('has an example for each of the jobs of this test, and at least six', () => {
    expect(EXAMPLES.map(({ text }) => idOf(text))).toEqual(Object.keys(BREAKS));
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(6);
  });

  it.each(EXAMPLES.map(({ text }) => [idOf(text), text]))(
    'passes or fails as it says when it is %s',
    async (id, text) => {
      const clean = structuredClone(baseRecord());
      MENDS[id]?.(clean);
      expect(await resultOf(text, clean)).toBe('pass');
      expect(await resultOf(text, baseRecord(BREAKS[id]))).toBe('fail');
    },
  );

  it('quotes the sentence that a mistake gets when a field is misspelt', async () => {
    const [example] = EXAMPLES;
    const broken = (example?.text ?? '').replace('initiator.id', 'initator.id');
    const sentence = await parsePolicy(broken, ORIGIN, checkExpressions).then(() => 'accepted', sentenceOf);
    expect(PAGE).toContain(sentence);
  });
});

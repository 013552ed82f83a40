import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { combineStrictness, isRefused, judge } from '../../src/core/judge.ts';
import { organizationAlone, organizationPolicy, withLayers } from '../../src/core/organization-layers.ts';
import { builtInPolicy, type PolicyInForce, parsePolicy } from '../../src/core/policy.ts';
import { codeOf, sentenceOf } from '../../src/errors.ts';
import type { GapReason } from '../../src/model/access-record.ts';
import { baseRecord } from '../support/base-record.ts';

const FILE = { repository: 'octo-org/policies', path: 'ci/doorlog.yml', commit: 'a1'.repeat(20) };
const BROKEN_RULE = 'rules:\n  - id: token-is-least-privilege\n    params: { allow: {} }\n';

const read = (text: string) => organizationPolicy(FILE, { ok: true, value: `version: 1\n${text}` });
const own = (text: string) => parsePolicy(`version: 1\n${text}`, { origin: 'repository', path: 'p.yml' });
const waiver = (rule: string) =>
  `waivers:\n  - { rule: ${rule}, owner: o, reason: r, approver: a, expires: 2999-01-01 }\n`;

function verdict(policy: PolicyInForce) {
  const inputs = { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn' } as const;
  return judge(baseRecord(), policy, combineStrictness(inputs, policy));
}

describe('the layers of a policy', () => {
  it('say where the organisation’s was read when it was read', async () => {
    const { organization } = withLayers(builtInPolicy(), { demanded: await read('rules: []\n') });
    expect(organization).toEqual({ ...FILE, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('are the repository’s own when there is no organisation', async () => {
    const policy = await own('rules: []\n');
    expect(withLayers(policy, {})).toBe(policy);
  });

  it('refuse the job by the organisation’s rule when the repository has no policy', async () => {
    expect(isRefused(verdict(withLayers(builtInPolicy(), { demanded: await read(BROKEN_RULE) })))).toBe(true);
    expect(isRefused(verdict(organizationAlone('octo/repo', await read(BROKEN_RULE))))).toBe(true);
  });

  it('keep the organisation’s measure of what counts when the repository’s policy can’t be had', async () => {
    const demanded = await read(`fail-from: critical\n${BROKEN_RULE}`);
    expect(organizationAlone('octo/repo', demanded)).toMatchObject({
      origin: { origin: 'none', repository: 'octo/repo' },
      failFrom: 'critical',
    });
  });

  it('hold the stricter of all settings when two organisations’ policies are in force', async () => {
    const demanded = await read('fail-from: high\non-unknown: warn\nproduction-environments: [live]\n');
    const extended = await read(
      'fail-from: medium\non-unknown: fail\non-error: fail\nproduction-environments: [shop]\n',
    );
    expect(withLayers(await own('fail-from: critical\n'), { demanded, extended })).toMatchObject({
      failFrom: 'medium',
      strictness: { onUnknown: 'fail', onError: 'fail' },
      organizationEnvironments: ['live', 'shop'],
      organization: FILE,
      extended: FILE,
    });
  });

  it.each([
    ['only the demanded one names its environments', 'production-environments: [live]\n', ''],
    ['only the extended one names its environments', '', 'production-environments: [live]\n'],
  ])('raise findings in the environments of both policies when %s', async (_, ofDemanded, ofExtended) => {
    const demanded = await read(`${ofDemanded}${BROKEN_RULE}`);
    const extended = await read(`${ofExtended}${BROKEN_RULE}`);
    const { organizationEnvironments } = withLayers(await own('rules: []\n'), { demanded, extended });
    expect(new Set(organizationEnvironments)).toEqual(new Set(['live', '**prod**']));
  });

  it('let a waiver reach only its own organisation’s rules when two are in force', async () => {
    const extended = await read(`rules:\n  - id: commit-is-verified\n${waiver('commit-is-verified')}`);
    const both = await read(`${BROKEN_RULE}${waiver('token-is-least-privilege')}`);
    const demanded = await read(BROKEN_RULE);
    const policy = await own('rules: []\n');
    expect(withLayers(policy, { demanded, extended }).waivers).toHaveLength(1);
    expect(verdict(withLayers(policy, { demanded, extended: both })).verdict).toBe('fail');
    expect(verdict(withLayers(policy, { extended: both })).verdict).toBe('pass');
  });

  it('refuse what the organisation refuses when a repository extends and waives whatever it likes', async () => {
    const demanded = await read(BROKEN_RULE);
    const pieces = ['on-violation: warn\n', 'fail-from: critical\n', 'production-environments: [none]\n'];
    const rules = ['rules: []\n', 'rules:\n  - id: token-is-least-privilege\n', BROKEN_RULE];
    const file = fc
      .tuple(fc.subarray(pieces), fc.constantFrom(...rules), fc.boolean())
      .map(([some, rule, waives]) => some.join('') + rule + (waives ? waiver('token-is-least-privilege') : ''));
    await fc.assert(
      fc.asyncProperty(file, fc.option(file, { nil: undefined }), async (text, other) => {
        const extended = other === undefined ? undefined : await read(other);
        expect(isRefused(verdict(withLayers(await own(text), { demanded, extended })))).toBe(true);
      }),
    );
  });
});

describe('an organisation’s policy that was fetched', () => {
  it.each([
    ['not-found', 'policy-unavailable', 'the token may not read it; it takes a right'],
    ['not-permitted', 'policy-unavailable', 'GitHub refuses the token; it takes a right'],
    ['rate-limited', 'policy-unavailable', 'run the job again later.'],
    ['service-failed', 'policy-unavailable', 'run the job again.'],
    ['not-asked', 'policy-unavailable', 'as often as it may'],
    ['input-invalid', 'policy-invalid', 'no text file of at most 1 MiB.'],
  ] as const)(
    'is told to be missing without a word of GitHub’s when it is %s',
    async (reason: GapReason, code, words) => {
      const text = { ok: false, reason, needed: 'a right', detail: 'You said: hunter2' } as const;
      const error: unknown = await organizationPolicy(FILE, text).catch((caught: unknown) => caught);
      expect(codeOf(error)).toBe(code);
      expect(sentenceOf(error)).toContain(`octo-org/policies/ci/doorlog.yml@${FILE.commit} could not be read: `);
      expect(sentenceOf(error)).toContain(words);
      expect(sentenceOf(error)).not.toContain('hunter2');
    },
  );

  it('is blamed by its whole name when it is not valid', async () => {
    const error: unknown = await read('rules: 3\n').catch((caught: unknown) => caught);
    expect(sentenceOf(error)).toMatch(/^octo-org\/policies\/ci\/doorlog\.yml, line 2/);
  });
});

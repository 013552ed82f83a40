import { describe, expect, it } from '@jest/globals';
import { choosePolicy, type PolicyChoice } from '../../src/core/policy-choice.ts';
import type { GapReason } from '../../src/model/access-record.ts';
import type { FileAt, Observed, Overview } from '../../src/ports.ts';

const HEAD = 'a'.repeat(40);
const BEFORE = 'b'.repeat(40);
const STRICT = 'version: 1\nrules:\n  - id: commit-is-verified\n';
const LOOSE = 'version: 1\nrules: []\n';
const MAIN = 'refs/heads/main';

const file = (commit: string, text: string | null): Observed<FileAt> => ({ ok: true, value: { commit, text } });
const failed = (reason: GapReason, detail?: string): Observed<never> => ({
  ok: false,
  reason,
  needed: 'a right',
  ...(detail && { detail }),
});

function choose(
  policy: Observed<FileAt>,
  policyBefore?: Observed<FileAt>,
  judged: { sha?: string; ref?: string } = {},
): Promise<PolicyChoice> {
  const nothing = failed('not-found');
  const overview: Overview = {
    repository: { ok: true, value: { id: '1', visibility: 'public', defaultBranch: 'main' } },
    policy,
    commit: nothing,
    workflowFile: nothing,
    ...(policyBefore && { policyBefore }),
  };
  return choosePolicy(overview, 'octo/repo', { sha: HEAD, ref: MAIN, ...judged });
}

function ruleIds(choice: PolicyChoice): string[] {
  if ('error' in choice) throw choice.error;
  return choice.policy.rules.map(({ rule }) => rule.id);
}

describe('choosePolicy', () => {
  it('takes the policy at the head of the default branch and says where it is from', async () => {
    const choice = await choose(file('c'.repeat(40), STRICT));
    expect(ruleIds(choice)).toEqual(['commit-is-verified']);
    expect('policy' in choice && choice.policy.origin).toEqual({
      origin: 'repository',
      repository: 'octo/repo',
      path: '.github/doorlog.yml',
      ref: 'main',
      commit: 'c'.repeat(40),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each([
    ['loosened it', LOOSE],
    ['removed it', null],
    ['broke it', 'version: [\n'],
  ])('takes the policy before the push when the push that is judged %s', async (_name, text) => {
    const choice = await choose(file(HEAD, text), file(BEFORE, STRICT));
    expect(ruleIds(choice)).toEqual(['commit-is-verified']);
    expect('policy' in choice && choice.policy.origin.commit).toBe(BEFORE);
  });

  it('takes the built-in policy when the push that is judged brought the first one', async () => {
    const choice = await choose(file(HEAD, LOOSE), file(BEFORE, null));
    expect('policy' in choice && choice.policy.origin).toEqual({ origin: 'built-in' });
  });

  it('takes the policy at the head when the push did not touch it', async () => {
    const choice = await choose(file(HEAD, STRICT), file(BEFORE, STRICT));
    expect('policy' in choice && choice.policy.origin.commit).toBe(HEAD);
  });

  it('passes over what stood on another branch before when that branch was moved to the head', async () => {
    const choice = await choose(file(HEAD, STRICT), file(BEFORE, LOOSE), { ref: 'refs/heads/feature' });
    expect(ruleIds(choice)).toEqual(['commit-is-verified']);
    expect('policy' in choice && choice.policy.origin.commit).toBe(HEAD);
  });

  it.each(['not-permitted', 'not-found', 'rate-limited', 'service-failed'] as const)(
    'has no policy at all when the head could not be read (%s)',
    async (reason) => {
      const choice = await choose(failed(reason, 'You said: hunter2.'), file(BEFORE, LOOSE));
      expect('error' in choice && choice.error).toMatchObject({
        code: 'policy-unavailable',
        message: expect.stringMatching(
          /^The policy \.github\/doorlog\.yml could not be read from the default branch: [^"{}]+\.$/,
        ),
      });
      expect('error' in choice && choice.error.message).not.toContain('hunter2');
    },
  );

  it('has no policy at all when the one before the judged push could not be read', async () => {
    const choice = await choose(file(HEAD, LOOSE), failed('service-failed', 'It was down.'));
    expect('error' in choice && choice.error).toMatchObject({ code: 'policy-unavailable' });
  });

  it('blames the file, not the service, when it is too large', async () => {
    const choice = await choose(failed('input-invalid', 'The file has 900000 bytes.'));
    expect('error' in choice && choice.error).toMatchObject({ code: 'policy-invalid' });
  });

  it('has no policy at all when the file is not valid', async () => {
    const choice = await choose(file('c'.repeat(40), 'rules: 1\n'));
    expect('error' in choice && choice.error).toMatchObject({ code: 'policy-invalid' });
  });

  it('takes the built-in policy only when the head has none', async () => {
    const choice = await choose(file('c'.repeat(40), null));
    expect('policy' in choice && choice.policy.origin).toEqual({ origin: 'built-in' });
  });

  it('takes an empty file for a broken policy, not for none', async () => {
    const choice = await choose(file('c'.repeat(40), ''));
    expect('error' in choice && choice.error.code).toBe('policy-invalid');
  });
});

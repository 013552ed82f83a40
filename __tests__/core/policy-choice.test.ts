import { describe, expect, it } from '@jest/globals';
import { choosePolicy, type PolicyChoice } from '../../src/core/policy-choice.ts';
import type { GapReason } from '../../src/model/access-record.ts';
import type { FileAt, Observed, Overview, PinnedFile } from '../../src/ports.ts';

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

describe('choosePolicy with an organisation’s policy', () => {
  const COMMIT = 'd'.repeat(40);
  const REF = `octo-org/policies/p.yml@${COMMIT}`;
  const OTHER = `octo-org/policies/other.yml@${COMMIT}`;
  const LEAST = 'version: 1\nrules:\n  - id: token-is-least-privilege\n';
  const extending = (ref: string) => `version: 1\nextends: ${ref}\nrules: []\n`;

  function chooseWith(own: Observed<FileAt>, demanded: string | undefined, files: Record<string, Observed<string>>) {
    const asked: string[] = [];
    const read = async ({ repository, path, commit }: PinnedFile) => {
      const ref = `${repository}/${path}@${commit}`;
      asked.push(ref);
      return files[ref] ?? failed('not-found');
    };
    const nothing = failed('not-found');
    const overview: Overview = { repository: nothing, policy: own, commit: nothing, workflowFile: nothing };
    const choice = choosePolicy(overview, 'octo/repo', { sha: HEAD, ref: MAIN }, { demanded, read });
    return choice.then((chosen) => ({ choice: chosen, asked }));
  }
  const text = (value: string): Observed<string> => ({ ok: true, value });

  it('asks for the file once when the input and the repository name the same, however the case', async () => {
    const own = file(HEAD, extending(REF.replace('octo-org', 'Octo-Org')));
    const { choice, asked } = await chooseWith(own, REF, { [REF]: text(STRICT) });
    expect(asked).toEqual([REF]);
    expect(ruleIds(choice)).toEqual(['commit-is-verified']);
  });

  it('has all three when the repository extends another than the input demands', async () => {
    const files = { [REF]: text(STRICT), [OTHER]: text(LEAST) };
    const { choice } = await chooseWith(file(HEAD, extending(OTHER)), REF, files);
    expect(ruleIds(choice)).toEqual(['commit-is-verified', 'token-is-least-privilege']);
    expect(choice).toMatchObject({
      policy: { organization: { path: 'p.yml' }, extended: { path: 'other.yml' }, origin: { commit: HEAD } },
    });
    expect(choice).not.toHaveProperty('error');
  });

  it.each([
    ['the demanded one', { [OTHER]: text(LEAST) }, 'token-is-least-privilege'],
    ['the extended one', { [REF]: text(STRICT) }, 'commit-is-verified'],
  ])('names both and judges by the rest when %s is missing', async (_name, files, rule) => {
    const { choice } = await chooseWith(file(HEAD, extending(OTHER)), REF, files);
    expect(choice).toMatchObject({
      policy: { organization: { path: 'p.yml' }, extended: { path: 'other.yml' } },
      error: { code: 'policy-unavailable' },
    });
    expect('policy' in choice && choice.policy.rules.map(({ rule: { id } }) => id)).toEqual([rule]);
  });

  it('tells both reasons, the mistake first, when both are missing', async () => {
    const { choice } = await chooseWith(file(HEAD, extending(OTHER)), REF, { [OTHER]: text('rules: 3\n') });
    expect('error' in choice && choice.error).toMatchObject({
      code: 'policy-invalid',
      message: expect.stringMatching(/^octo-org\/policies\/other\.yml.* And: The organisation’s policy .*p\.yml@/),
    });
  });

  it('tells both reasons and has no policy when the repository’s is missing too', async () => {
    const { choice } = await chooseWith(failed('service-failed'), REF, {});
    expect(choice).not.toHaveProperty('policy');
    expect('error' in choice && choice.error?.message).toMatch(/p\.yml@.* And: The policy \.github\/doorlog\.yml/);
  });

  it('judges by the organisation’s alone when the repository’s is missing', async () => {
    const { choice } = await chooseWith(failed('service-failed'), REF, { [REF]: text(STRICT) });
    expect(choice).toMatchObject({ policy: { origin: { origin: 'none' } }, error: { code: 'policy-unavailable' } });
  });

  it('does not take the built-in policy for it when it is missing and the repository has none', async () => {
    const { choice } = await chooseWith(file(HEAD, null), REF, {});
    expect(choice).not.toHaveProperty('policy');
  });

  it('lets the built-in policy give way when the repository has none', async () => {
    const { choice } = await chooseWith(file(HEAD, null), REF, { [REF]: text(STRICT) });
    expect(ruleIds(choice)).toEqual(['commit-is-verified']);
  });

  it('asks for nothing when no policy of an organisation is named', async () => {
    const { asked } = await chooseWith(file(HEAD, STRICT), undefined, {});
    expect(asked).toEqual([]);
  });

  it('asks for nothing when what the input names is no full commit', async () => {
    const { choice, asked } = await chooseWith(file(HEAD, STRICT), 'octo-org/policies/p.yml@main', {});
    expect(asked).toEqual([]);
    expect(choice).toMatchObject({ error: { code: 'policy-invalid' } });
  });
});

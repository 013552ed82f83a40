import { describe, expect, it } from '@jest/globals';
import { forbidden, rateLimited, serverError } from '../support/faults.ts';
import { type PlayOptions, playJob } from '../support/in-process-job.ts';
import {
  organizationWorld,
  PINNED,
  POLICIES,
  POLICY_FILE,
  POLICY_REF,
  POLICY_TOKEN,
} from '../support/organization-world.ts';
import type { World } from '../support/world-types.ts';

const LOOSE = 'version: 1\nrules: []\n';
/** Nothing that the world's job breaks. */
const DEMANDS = 'version: 1\nrules:\n  - id: commit-is-verified\n';
/** The deployment's token may write, which this demand does not know of. */
const BROKEN_BY_ALL = 'version: 1\nrules:\n  - id: token-is-least-privilege\n    params: { allow: {} }\n';
const CONTENTS = /\/contents\//;

function world(organization: string, own: string | null): World {
  const made = organizationWorld({ [POLICY_FILE]: organization });
  return withOwn(made, own);
}

function withOwn(made: World, own: string | null): World {
  for (const commit of Object.values(made.commits)) {
    const { '.github/doorlog.yml': _, ...files } = commit.files;
    commit.files = own === null ? files : { ...files, '.github/doorlog.yml': own };
  }
  return made;
}

function play(made: World, { inputs = {}, ...rest }: PlayOptions = {}) {
  const demand = { 'organization-policy': POLICY_REF, 'organization-policy-token': POLICY_TOKEN };
  return playJob(made, { ...rest, inputs: { ...demand, ...inputs } });
}

/** Somebody pushes a policy that extends nothing to the default branch. */
function replacePolicy(made: World): void {
  const { defaultBranch } = made.repository;
  const head = made.commits[made.branches[defaultBranch] ?? ''];
  if (!head) throw new Error('The world has no default branch');
  const sha = 'e'.repeat(40);
  made.commits[sha] = { ...head, sha, parents: [head.sha], files: { ...head.files, '.github/doorlog.yml': LOOSE } };
  made.branches[defaultBranch] = sha;
}

describe('a policy that the organisation demands', () => {
  it('fails the job when the repository’s own demands nothing', async () => {
    const { start, end } = await play(world(BROKEN_BY_ALL, LOOSE));
    for (const { policy } of [start, end]) {
      expect(policy).toMatchObject({
        verdict: 'fail',
        policy: { origin: 'repository' },
        organizationPolicy: {
          repository: POLICIES,
          path: POLICY_FILE,
          commit: PINNED,
          digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      });
      expect(policy?.results).toMatchObject([
        { rule: 'token-is-least-privilege', result: 'fail', layer: 'organization' },
      ]);
    }
  });

  it('judges by itself, and so that it fails the job, when the repository has no policy', async () => {
    const { end } = await play(world(`${BROKEN_BY_ALL}on-violation: fail\n`, null));
    expect(end.policy).toMatchObject({ verdict: 'fail', onViolation: 'fail' });
    expect(end.policy?.results.map(({ rule }) => rule)).toEqual(['token-is-least-privilege']);
  });

  it('judges all the same when the repository’s policy is not valid, and that fails the job too', async () => {
    const { end, output } = await play(world(BROKEN_BY_ALL, 'version: 2\n'));
    expect(end.policy).toMatchObject({ verdict: 'fail', policy: { origin: 'none' }, organizationPolicy: {} });
    expect(output).toMatch(/::error.*\.github\/doorlog\.yml/);
  });

  it('lets nothing pass when the repository’s policy is not valid', async () => {
    const { end } = await play(world(DEMANDS, 'version: 2\n'));
    expect(end.policy).toMatchObject({ verdict: 'unknown', results: [{ result: 'pass' }] });
  });

  it('costs one request in each hook when it is read, of the five that a hook may make', async () => {
    const without = await playJob(world(DEMANDS, LOOSE));
    const { requests } = await play(world(DEMANDS, LOOSE));
    expect(requests.start).toBe(Math.min(without.requests.start + 1, 5));
    // The fifth one is that of the attestation, which is not made here.
    expect(requests.end).toBe(Math.min(without.requests.end + 1, 4));
  });

  it('leaves no trace of its token when it was read', async () => {
    const { start, end, output } = await play(world(BROKEN_BY_ALL, LOOSE), {
      inputs: { 'environment-variables': 'PLANTED' },
      env: { PLANTED: `x${POLICY_TOKEN}y` },
    });
    expect(JSON.stringify([start, end])).not.toContain(POLICY_TOKEN);
    expect(output.replaceAll(/::add-mask::.*/g, '')).not.toContain(POLICY_TOKEN);
  });

  it.each([
    ['the token is wrong', { 'organization-policy-token': 'ghs_wrong' }, [], 'GitHub refuses the token'],
    ['only the job’s own token is there', { 'organization-policy-token': '' }, [], 'the token may not read it'],
    ['the permission is missing', {}, [[{ path: CONTENTS }, forbidden()]], 'GitHub refuses the token'],
    ['the rate limit is used up', {}, [[{ path: CONTENTS }, rateLimited()]], 'the rate limit'],
    ['GitHub is out of order', {}, [[{ path: CONTENTS }, serverError()]], 'failed or could not be reached'],
  ] as const)('is replaced by nothing when %s', async (_name, inputs, faults, why) => {
    const { start, end, output } = await play(world(DEMANDS, LOOSE), { inputs, faults });
    for (const { policy } of [start, end]) {
      expect(policy).toMatchObject({
        verdict: 'unknown',
        organizationPolicy: { repository: POLICIES, path: POLICY_FILE, commit: PINNED },
      });
      expect(policy?.organizationPolicy).not.toHaveProperty('digest');
    }
    expect(output).toContain(`The organisation’s policy ${POLICY_REF} could not be read`);
    expect(output).toContain(why);
    expect(output).not.toMatch(/is refused|fails for the errors/);
  });

  it('fails the job when it can’t be read and on-error says so', async () => {
    const inputs = { 'organization-policy-token': '', 'on-error': 'fail' };
    const { output } = await play(world(DEMANDS, LOOSE), { inputs });
    expect(output).toContain('The start of this job fails for the errors above');
    expect(output).toContain('This job fails for the errors above');
  });

  it('is not made up for by the built-in policy when it can’t be read', async () => {
    const { end } = await play(world(DEMANDS, null), { inputs: { 'organization-policy-token': '' } });
    expect(end.policy).toMatchObject({ verdict: 'unknown', policy: { origin: 'none' }, results: [] });
  });

  it('still lets the repository’s own rules fail the job when it can’t be read', async () => {
    const { end } = await play(world(DEMANDS, BROKEN_BY_ALL), { inputs: { 'organization-policy-token': '' } });
    expect(end.policy).toMatchObject({ verdict: 'fail', results: [{ result: 'fail' }] });
  });

  it('is blamed with file, line and column when it is not valid', async () => {
    const { end, output } = await play(world('version: 1\nrulez: []\n', LOOSE));
    expect(output).toMatch(/::error.*octo-org\/policies\/ci\/doorlog\.yml, line 2, column \d+: /);
    expect(output).toContain('fails for the errors above');
    expect(end.policy?.verdict).toBe('unknown');
  });

  it('is that of the start when the end is given another', async () => {
    const endInputs = { 'organization-policy': '' };
    const { end } = await play(world(BROKEN_BY_ALL, LOOSE), { endInputs });
    expect(end.policy).toMatchObject({ verdict: 'fail', organizationPolicy: { commit: PINNED } });
  });

  it('judges both when the repository’s policy was replaced while the job ran, and the change is told', async () => {
    const made = world(BROKEN_BY_ALL, `version: 1\nextends: ${POLICIES}/other.yml@${PINNED}\n`);
    for (const each of made.otherRepositories ?? [])
      each.commits[PINNED] = { ...each.commits[PINNED], 'other.yml': DEMANDS };
    const { end, requests } = await play(made, { meanwhile: replacePolicy });
    expect(end.policy).toMatchObject({ verdict: 'fail', extendedPolicy: { path: 'other.yml' } });
    expect(end.drift.map(({ pointer }) => pointer)).toContain('/policy/policy/digest');
    expect(requests.end).toBeLessThanOrEqual(4);
  });

  it('is refused when it extends another organisation’s', async () => {
    const { output } = await play(world(`version: 1\nextends: other/policies/p.yml@${PINNED}\n`, LOOSE));
    expect(output).toContain('an organisation’s policy may extend templates only');
  });

  it.each([
    [`${POLICIES}/${POLICY_FILE}@main`, 'must end in a full commit (40 hex digits): a branch or a tag can be moved'],
    ['ghp_aTokenInTheWrongPlace', 'must name an organisation’s policy as OWNER/REPO/PATH@COMMIT'],
  ])('fails the job, and lets nothing pass, when it is named as %s', async (ref, why) => {
    const { start, end, output } = await play(world(DEMANDS, LOOSE), { inputs: { 'organization-policy': ref } });
    expect(output).toContain(`The input “organization-policy” ${why}`);
    expect([start.policy?.verdict, end.policy?.verdict]).toEqual(['unknown', 'unknown']);
    expect(output).toContain('The start of this job fails for the errors above');
    expect(output).not.toContain('WrongPlace');
  });
});

describe('a policy that the workflow file names by a variable', () => {
  function named(own: string | null): World {
    const made = world(BROKEN_BY_ALL, own);
    for (const { files } of Object.values(made.commits)) {
      for (const [path, text] of Object.entries(files)) {
        if (!path.startsWith('.github/workflows/')) continue;
        const given = ['$', '{{ vars.DOORLOG_POLICY }}'].join('');
        files[path] = String(text).replace(
          /^( *)- uses: doorlog\/doorlog@.*$/m,
          (line, indent: string) => `${line}\n${indent}  with:\n${indent}    organization-policy: ${given}`,
        );
      }
    }
    return made;
  }
  const empty = { 'organization-policy': '' };

  it('is not replaced in silence when the variable is empty, as in a fork’s pull request', async () => {
    const { start, end, output } = await play(named(LOOSE), { inputs: empty });
    expect([start.policy?.verdict, end.policy?.verdict]).toEqual(['unknown', 'unknown']);
    expect(output).toContain('write OWNER/REPO/PATH@COMMIT there instead of a variable');
    expect(output).not.toMatch(/is refused|fails for the errors/);
  });

  it('is not made up for by the built-in policy, and fails the job where on-error says so, when it is empty', async () => {
    const { end, output } = await play(named(null), { inputs: { ...empty, 'on-error': 'fail' } });
    expect(end.policy).toMatchObject({ verdict: 'unknown', policy: { origin: 'none' } });
    expect(output).toContain('This job fails for the errors above');
  });

  it('judges as any other when the variable is there', async () => {
    const { end, output } = await play(named(LOOSE));
    expect(end.policy?.verdict).toBe('fail');
    expect(output).not.toContain('instead of a variable');
  });
});

describe('a policy that the repository’s own extends', () => {
  const EXTENDS = `version: 1\nextends: ${POLICY_REF}\nrules: []\n`;
  const none = { 'organization-policy': '' };

  it('is read and judges when no input names it', async () => {
    const { end } = await play(world(BROKEN_BY_ALL, EXTENDS), { inputs: none });
    expect(end.policy).toMatchObject({
      verdict: 'fail',
      organizationPolicy: { commit: PINNED },
      results: [{ layer: 'organization' }],
    });
  });

  it('is read once when the input names it too', async () => {
    const by = await play(world(DEMANDS, LOOSE));
    const both = await play(world(DEMANDS, EXTENDS));
    expect(both.requests).toEqual(by.requests);
    expect(both.end.policy).not.toHaveProperty('extendedPolicy');
  });

  it('judges beside the one that the input demands when that is another', async () => {
    const made = world(BROKEN_BY_ALL, `version: 1\nextends: ${POLICIES}/other.yml@${PINNED}\n`);
    for (const each of made.otherRepositories ?? [])
      each.commits[PINNED] = { ...each.commits[PINNED], 'other.yml': DEMANDS };
    const { start, end, requests } = await play(made);
    for (const { policy } of [start, end]) {
      expect(policy).toMatchObject({
        verdict: 'fail',
        organizationPolicy: { path: POLICY_FILE },
        extendedPolicy: { path: 'other.yml' },
        results: [{ rule: 'token-is-least-privilege' }, { rule: 'commit-is-verified' }],
      });
    }
    expect(requests.start).toBeLessThanOrEqual(5);
    expect(requests.end).toBeLessThanOrEqual(5);
  });

  it('can waive nothing that the input’s demands when it is another', async () => {
    const waiver = '  - { rule: token-is-least-privilege, owner: o, reason: r, approver: a, expires: 2999-01-01 }\n';
    const made = world(BROKEN_BY_ALL, `version: 1\nextends: ${POLICIES}/other.yml@${PINNED}\n`);
    const other = `version: 1\nwaivers:\n${waiver}`;
    for (const each of made.otherRepositories ?? [])
      each.commits[PINNED] = { ...each.commits[PINNED], 'other.yml': other };
    const { end } = await play(made);
    expect(end.policy?.verdict).toBe('fail');
  });

  it('lets nothing pass, in words, when it can’t be read', async () => {
    const { end, output } = await play(world(DEMANDS, EXTENDS), {
      inputs: { ...none, 'organization-policy-token': '' },
    });
    expect(end.policy).toMatchObject({ verdict: 'unknown', organizationPolicy: { path: POLICY_FILE } });
    expect(output).toContain('contents: read on octo-org/policies for the input “organization-policy-token”');
  });
});

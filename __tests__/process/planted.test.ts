import { afterEach, describe, expect, it } from '@jest/globals';
import { replies } from '../support/faults.ts';
import { startOidcIssuer } from '../support/oidc-issuer.ts';
import type { HookOptions } from '../support/runner.ts';
import { deploymentWorld, selfApprovedWorld } from '../support/world.ts';
import type { World } from '../support/world-types.ts';
import { attestedOf, type Deployment, deploy, expectProof } from './deployment.ts';

const POLICY = '.github/doorlog.yml';
const WEAKER = 'version: 1\nrules: []\n';

let open: Deployment | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function start(world: World, more: Partial<HookOptions> = {}): Promise<Deployment> {
  open = await deploy(world, more);
  return open;
}

/** Puts a new commit on top of the default branch, with one file changed. */
function pushToDefaultBranch(world: World, path: string, text: string): void {
  const branch = world.repository.defaultBranch;
  const head = Object.values(world.commits).find(({ sha }) => sha === world.branches[branch]);
  if (!head) throw new Error('The world has no default branch.');
  const sha = 'f'.repeat(40);
  world.commits[sha] = { ...head, sha, parents: [head.sha], files: { ...head.files, [path]: text } };
  world.branches[branch] = sha;
}

describe('a step that wants the end to be judged otherwise', () => {
  it('gains nothing when it replaces the policy on the default branch while the job runs', async () => {
    const job = await start(selfApprovedWorld(), { inputs: { 'on-violation': 'warn' } });
    expect((await job.run('pre')).outputs.verdict).toBe('fail');
    pushToDefaultBranch(job.world, POLICY, WEAKER);
    const post = await job.run('post', { inputs: { 'on-violation': 'warn' } });
    expect(post.outputs.verdict).toBe('fail');
    const { drift, policy } = await expectProof(job, post);
    expect(policy?.results.find(({ rule }) => rule === 'approver-is-not-initiator')?.result).toBe('fail');
    expect(drift).toContainEqual(expect.objectContaining({ pointer: '/policy/policy/digest' }));
  });

  it('is held to a stricter policy when one arrives while the job runs', async () => {
    const job = await start(selfApprovedWorld());
    const strict = Object.values(job.world.commits)[0]?.files[POLICY] ?? '';
    for (const commit of Object.values(job.world.commits)) commit.files[POLICY] = WEAKER;
    expect((await job.run('pre')).code).toBe(0);
    pushToDefaultBranch(job.world, POLICY, strict);
    const post = await job.run('post');
    expect([post.code, post.outputs.verdict]).toEqual([1, 'fail']);
  });

  it('is told of and not believed when it offers an identity token that the job was not given', async () => {
    const world = selfApprovedWorld();
    world.tokenPermissions['id-token'] = 'none';
    const job = await start(world, { inputs: { 'on-violation': 'warn' } });
    await job.run('pre');
    const claims = { repository_visibility: 'private', sub: 'repo:octo-org/payments:ref:refs/heads/main' };
    const planted = await startOidcIssuer({ claims });
    try {
      const post = await job.run('post', {
        inputs: { 'on-violation': 'warn' },
        env: {
          ACTIONS_ID_TOKEN_REQUEST_URL: planted.requestUrl,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: planted.requestToken,
        },
      });
      expect(post.code).toBe(1);
      expect(post.stdout).toContain('An identity token is offered that was not offered when the job began');
      expect(planted.minted).toEqual([]);
      expect(attestedOf(post)).toMatchObject({
        pipeline: { environment: 'production', visibility: 'public' },
        policy: { verdict: 'fail' },
      });
    } finally {
      await planted.close();
    }
  });

  it('gains nothing when it leaves a state for a local action, whose pre the runner ignores', async () => {
    const job = await start(deploymentWorld());
    const env = { GITHUB_ACTION_REPOSITORY: '' };
    const main = await job.run('main', { env, state: { doorlog: '{"version":1}' } });
    expect(main.code).toBe(0);
    expect(job.log().map(({ phase }) => phase)).toEqual(['start']);
  });
});

describe('an end that can attest only in part', () => {
  it('leaves record and bundle as an artifact when the upload is refused', async () => {
    const job = await start(deploymentWorld());
    await job.run('pre');
    job.github.addFault({ method: 'POST', path: /attestations$/ }, replies(403, { message: 'no' }));
    const post = await job.run('post');
    expect(post.code).toBe(0);
    expect(job.world.artifacts.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^doorlog-record-[0-9a-f]{16}$/),
    ]);
  });

  it('leaves no artifact when nobody asked for a signature', async () => {
    const job = await start(deploymentWorld(), { inputs: { attest: 'none' } });
    await job.run('pre');
    const post = await job.run('post');
    expect(post.code).toBe(0);
    expect(job.world.artifacts).toEqual([]);
  });
});

describe('a runner that names less than others', () => {
  it('still ends with a record that verifies when it knows neither job.workflow_ref nor job.workflow_sha', async () => {
    const inputs = { 'job-workflow-ref': '', 'job-workflow-sha': '' };
    const job = await start(deploymentWorld(), { inputs });
    await job.run('pre');
    const { pipeline } = await expectProof(job, await job.run('post', { inputs }));
    expect(pipeline.jobWorkflowRef).toBe(pipeline.workflowRef);
  });

  it('keeps one record id when a nested action’s end is not told its check run', async () => {
    const job = await start(deploymentWorld());
    const pre = await job.run('pre');
    const post = await job.run('post', { inputs: { 'check-run-id': '', 'job-workflow-ref': '' } });
    expect([post.code, post.outputs['record-id']]).toEqual([0, pre.outputs['record-id']]);
  });

  it('is recorded all the same when the matrix holds what no record can', async () => {
    const job = await start(deploymentWorld(), { inputs: { matrix: '{"a":1e999}' } });
    expect((await job.run('pre')).code).toBe(0);
    expect(job.log()).toHaveLength(1);
  });
});

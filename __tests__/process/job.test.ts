import { afterEach, describe, expect, it } from '@jest/globals';
import type { HookOptions } from '../support/runner.ts';
import {
  deploymentWorld,
  dispatchedWorld,
  firstAttemptWorld,
  noEnvironmentWorld,
  privateWorld,
  selfApprovedWorld,
  unsignedCommitWorld,
} from '../support/world.ts';
import type { World } from '../support/world-types.ts';
import { attestedOf, type Deployment, deploy, expectProof, sentencesOf } from './deployment.ts';

let open: Deployment | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function start(world: World, more: Partial<HookOptions> = {}): Promise<Deployment> {
  open = await deploy(world, more);
  return open;
}

/** Rewrites a file in every commit of the world. */
function rewrite(world: World, path: string, change: (text: string) => string): void {
  for (const commit of Object.values(world.commits)) commit.files[path] = change(commit.files[path] ?? '');
}

const WORKFLOW = '.github/workflows/deploy.yml';

describe('a job', () => {
  it('is recorded, signed, attested and logged, and passes when nothing is against it', async () => {
    const job = await start(deploymentWorld(), { workerLog: true });
    const pre = await job.run('pre');
    expect([pre.code, pre.stderr]).toEqual([0, '']);
    expect(Object.keys(pre.state)).toEqual(['doorlog']);
    expect(pre.outputs).toMatchObject({ verdict: 'pass', 'record-id': expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(job.github.requests.length).toBeLessThanOrEqual(5);
    expect(job.log().map(({ phase }) => phase)).toEqual(['start']);

    const main = await job.run('main');
    expect([main.code, main.stderr]).toEqual([0, '']);
    expect(main.outputs['record-id']).toBe(pre.outputs['record-id']);

    const before = job.github.requests.length;
    const post = await job.run('post');
    expect([post.code, post.stderr]).toEqual([0, '']);
    expect(job.github.requests.length - before).toBeLessThanOrEqual(5);
    const record = await expectProof(job, post);
    expect(record).toMatchObject({
      phase: 'end',
      recordId: pre.outputs['record-id'],
      outcome: { status: 'success' },
      drift: [],
      policy: { verdict: 'pass', policy: { origin: 'repository', ref: 'main' } },
      people: { initiator: { login: 'alice', id: '1001' }, rerunner: { login: 'bob', id: '1002' } },
      links: { startEvent: { digest: pre.outputs['start-digest']?.replace('sha256:', ''), announced: 'announced' } },
    });
    const faults = ['rate-limited', 'service-failed', 'input-invalid', 'state-invalid'];
    expect(record.gaps.filter(({ reason }) => faults.includes(reason))).toEqual([]);
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'end']);
    expect(job.world.attestations).toHaveLength(1);
    expect(job.world.artifacts).toEqual([]);
    expect(post.outputs['attestation-id']).toBe(String(job.world.attestations[0]?.id));
    expect(post.summary).toContain('**alice**');
    expect(post.summary).toContain('Doorlog: nothing against this job');
  });

  it.each([
    ['failed', 'failure'],
    ['was cancelled', 'cancelled'],
  ] as const)('is recorded as it ended and not failed by us when it %s', async (_name, status) => {
    const job = await start(deploymentWorld());
    await job.run('pre');
    job.world.context.status = status;
    const post = await job.run('post');
    expect(post.code).toBe(0);
    expect((await expectProof(job, post)).outcome).toEqual({ status });
  });

  it('is refused at its start with a sentence, and recorded all the same, when the policy says no', async () => {
    const world = unsignedCommitWorld();
    const job = await start(world);
    const pre = await job.run('pre');
    expect(pre.code).toBe(1);
    expect(pre.state.doorlog).toBeDefined();
    expect(pre.stdout).toMatch(
      /^::error title=Doorlog%3A commit-is-verified::[0-9a-f]{12} is not verified: unsigned\. Sign commits/m,
    );
    expect(pre.stdout).toContain('The start of this job is refused.');
    world.context.status = 'failure';
    const post = await job.run('post');
    expect(post.code).toBe(1);
    const record = await expectProof(job, post);
    expect(record.policy?.verdict).toBe('fail');
    expect(post.summary).toContain('⛔ Doorlog refuses this job');
    expect(post.stdout).toContain('::error::This job is refused; its record was completed first.'.slice(9));
    // What the start has said is not said again.
    expect(post.stdout).not.toContain('commit-is-verified');
  });

  it.each([
    ['on-violation is warn', { 'on-violation': 'warn' }],
    ['the mode is audit', { mode: 'audit' }],
  ])('goes on with a warning when the policy says no and %s', async (_name, inputs) => {
    const job = await start(unsignedCommitWorld(), { inputs });
    const pre = await job.run('pre');
    expect([pre.code, pre.stdout.match(/^::warning title=Doorlog%3A commit-is-verified/m)?.length]).toEqual([0, 1]);
    const post = await job.run('post');
    expect(post.code).toBe(0);
    expect((await expectProof(job, post)).policy?.verdict).toBe('fail');
  });

  it('is failed at its end, after its record is signed and delivered, when only the end is against the policy', async () => {
    const world = deploymentWorld();
    const job = await start(world);
    expect((await job.run('pre')).code).toBe(0);
    world.approvals = [{ environments: ['production'], state: 'approved', user: 'alice', comment: '' }];
    const post = await job.run('post');
    expect(post.code).toBe(1);
    const record = await expectProof(job, post);
    expect(record.policy?.results.find(({ result }) => result === 'fail')?.rule).toBe('approver-is-not-initiator');
    expect(record.drift.map(({ pointer }) => pointer)).toEqual(['/approvals']);
    expect(world.attestations).toHaveLength(1);
  });

  it('is refused when the person who re-ran it approved it', async () => {
    const job = await start(selfApprovedWorld());
    const pre = await job.run('pre');
    expect(pre.code).toBe(1);
    expect(pre.stdout).toContain('bob re-ran the job and approved its deployment to production.');
  });

  it('shows a role that was raised midway as a change, to members and the log alone', async () => {
    const world = privateWorld();
    const job = await start(world);
    await job.run('pre');
    world.collaborators.alice = { permission: 'admin', roleName: 'admin' };
    const post = await job.run('post');
    const record = await expectProof(job, post);
    expect(record.drift).toEqual([
      { pointer: '/people/initiator/permission', from: 'start', to: 'end', before: 'write', after: 'admin' },
      { pointer: '/people/initiator/role', from: 'start', to: 'end', before: 'write', after: 'admin' },
    ]);
    expect(post.summary).toContain('/people/initiator/role');
  });

  it('shows in public that a role changed, not from what to what', async () => {
    const world = deploymentWorld();
    const job = await start(world);
    await job.run('pre');
    world.collaborators.alice = { permission: 'admin', roleName: 'admin' };
    const record = await expectProof(job, await job.run('post'));
    expect(record.drift.map((drift) => Object.keys(drift).sort())).toEqual([
      ['from', 'pointer', 'to'],
      ['from', 'pointer', 'to'],
    ]);
    expect(job.log().at(-1)?.record.drift[0]).toMatchObject({ before: 'write', after: 'admin' });
  });

  it('starts in main when the action is a local one, whose pre the runner ignores', async () => {
    const world = deploymentWorld();
    world.context.actionRepository = '';
    rewrite(world, WORKFLOW, (text) => text.replace(/doorlog\/doorlog@\w+/, './'));
    const job = await start(world);
    const main = await job.run('main', { env: { GITHUB_ACTION: '__self' } });
    expect([main.code, job.log().map(({ phase }) => phase)]).toEqual([0, ['start']]);
    const post = await job.run('post', { env: { GITHUB_ACTION: '__self' } });
    expect(post.code).toBe(0);
    expect((await expectProof(job, post)).links.startEvent?.announced).toBe('announced');
  });

  it('is recorded without its start, and says so, when no start was taken at all', async () => {
    const job = await start(deploymentWorld());
    const post = await job.run('post');
    expect(post.code).toBe(0);
    const record = await expectProof(job, post);
    expect(record.gaps.find(({ pointer }) => pointer === '/observedAt/start')?.reason).toBe('state-invalid');
    expect(record.links).toEqual({});
    expect(job.log().map(({ phase }) => phase)).toEqual(['end']);
  });

  it('is left unsigned as an artifact and in the log when it has no id-token', async () => {
    const world = deploymentWorld();
    world.tokenPermissions['id-token'] = 'none';
    rewrite(world, WORKFLOW, (text) => text.replace('      id-token: write\n', ''));
    const job = await start(world);
    await job.run('pre');
    const post = await job.run('post');
    expect(post.code).toBe(0);
    const record = attestedOf(post);
    expect(record.gaps.find(({ pointer }) => pointer === '/signing')).toMatchObject({ reason: 'not-permitted' });
    expect(post.outputs['bundle-path']).toBe('');
    expect(post.summary).toContain('**not signed**');
    expect(world.attestations).toEqual([]);
    expect(world.artifacts.map(({ name, finalized }) => [name, finalized])).toEqual([
      [`doorlog-unsigned-record-${record.recordId.slice(0, 16)}`, true],
    ]);
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'end']);
  });

  it.each([
    ['a private repository', privateWorld()],
    ['a first attempt', firstAttemptWorld()],
    ['no environment', noEnvironmentWorld()],
    ['a dispatch', dispatchedWorld({ version: '1' })],
  ])('is proven in the same way when it is %s', async (_name, world) => {
    const job = await start(world);
    expect((await job.run('pre')).code).toBe(0);
    const before = job.github.requests.length;
    const post = await job.run('post');
    expect([post.code, post.stderr]).toEqual([0, '']);
    expect(job.github.requests.length - before).toBeLessThanOrEqual(5);
    await expectProof(job, post);
  });

  it('is left unsigned when attest says deployments only and it deploys to no environment', async () => {
    const job = await start(noEnvironmentWorld(), { inputs: { attest: 'deployments' } });
    await job.run('pre');
    const post = await job.run('post');
    expect(attestedOf(post).gaps.find(({ pointer }) => pointer === '/signing')?.reason).toBe('not-asked');
    expect(job.sigstore.requests).toEqual([]);
  });

  it('asks at most five times when the environment was not known at the start', async () => {
    const world = deploymentWorld();
    const job = await start(world);
    job.issuer.setFault({ kind: 'reply', status: 500, headers: {}, body: '' });
    const disarm = job.github.addFault(
      { operation: 'Overview', times: Number.POSITIVE_INFINITY },
      { kind: 'reply', status: 403, headers: {}, body: '{}' },
    );
    await job.run('pre');
    disarm();
    job.issuer.setFault(undefined);
    const before = job.github.requests.length;
    const post = await job.run('post');
    await expectProof(job, post);
    expect(job.github.requests.length - before).toBeLessThanOrEqual(5);
  });

  it.each([
    ['a log store', {}],
    ['none', { sinks: '' }],
  ])(
    'survives and is recorded when its commit message is as long as GitHub takes and there is %s',
    async (name, inputs) => {
      const world = deploymentWorld();
      const head = world.commits[world.context.sha];
      if (head) head.verification.payload = `tree x\n\n${'“Größe” \n'.repeat(20_000)}`;
      const job = await start(world, { inputs });
      const pre = await job.run('pre');
      expect(pre.code).toBe(0);
      // Windows takes 32,767 characters for a variable, Linux 128 KiB.
      expect(pre.state.doorlog?.length).toBeLessThan(30_000);
      expect((await job.run('main')).code).toBe(0);
      const post = await job.run('post');
      expect(post.code).toBe(0);
      const record = name === 'none' ? attestedOf(post) : await expectProof(job, post);
      expect(record.links.startEvent?.digest).toBe(pre.outputs['start-digest']?.replace('sha256:', ''));
    },
  );

  it('is not judged by a policy that its own push brings along', async () => {
    const world = unsignedCommitWorld();
    const head = world.commits[world.context.sha];
    if (head) head.files['.github/doorlog.yml'] = 'version: 1\nrules: []\n';
    const job = await start(world);
    expect((await job.run('pre')).code).toBe(1);
  });

  it('says whose account it was and nothing of a role when the runner and GitHub name different people', async () => {
    const world = deploymentWorld();
    world.users.alice = { ...deploymentWorld().users.bob, id: '6660', login: 'alice' } as World['users'][string];
    const job = await start(world, { env: { GITHUB_ACTOR_ID: '1001' } });
    await job.run('pre');
    const [line] = job.log();
    expect(line?.record.people.initiator).toMatchObject({ login: 'alice', id: '1001' });
    expect(line?.record.people.initiator?.role).toBeUndefined();
    expect(line?.record.gaps.find(({ pointer }) => pointer === '/people/initiator/role')).toBeDefined();
  });

  it('prints only lines of its own and workflow commands', async () => {
    const job = await start(unsignedCommitWorld());
    const pre = await job.run('pre');
    expect(
      pre.stdout.split('\n').filter((line) => line !== '' && !/^(Doorlog: |::(error|warning)[ :])/.test(line)),
    ).toEqual([]);
    expect(sentencesOf(pre).length).toBeGreaterThan(1);
  });
});

import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COLLECTOR_PERMISSIONS, collectorOf, endRun, freshWorld } from '../__tests__/support/collector-world.ts';
import { type GitHubServer, startGitHub } from '../__tests__/support/github-server.ts';
import { claimsOf } from '../__tests__/support/oidc-claims.ts';
import { APP, jobOf, runOf, TAG } from '../__tests__/support/release-world.ts';
import { type HookOptions, type HookResult, runHook, startJob } from '../__tests__/support/runner.ts';
import type { World, WorldHistory } from '../__tests__/support/world.ts';
import { DIST } from './built.ts';
import { runDoorlog } from './doorlog.ts';
import { type Sigstore, startSigstore } from './stack/sigstore.ts';

const REPOSITORY = 'octo-org/payments';
const COLLECTOR = `https://github.com/${REPOSITORY}/.github/workflows/collect.yml@refs/heads/main`;
const SHA256 = createHash('sha256').update(APP).digest('hex');

let folder = '';
let sigstore: Sigstore;
let github: GitHubServer;
let log = '';
let seals = '';
/** Who should have signed, and by which roots. */
let expected: readonly string[] = [];
let sinks: readonly string[] = [];

const deployment = freshWorld((world) => {
  const { sha } = world.context;
  Object.assign(world.run, { runAttempt: 1, triggeringActor: 'alice', triggeringActors: ['alice'] });
  for (const job of world.jobs) job.attempt = 1;
  world.anonymousReads = true;
  world.tags[TAG] = sha;
  const at = world.run.createdAt;
  world.releases = [
    {
      ...{ id: '9001', nodeId: 'RE_9001', tag: TAG, name: null, author: 'alice', draft: true, prerelease: false },
      assets: [{ id: '90011', name: 'app.tgz', content: APP }],
      ...{ createdAt: at, publishedAt: null, updatedAt: at },
    },
  ];
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlog-season-'));
  log = join(folder, 'log.jsonl');
  seals = join(folder, 'seals');
  mkdirSync(seals);
  writeFileSync(log, '');
  sigstore = await startSigstore(claimsOf(deployment));
  github = await startGitHub(deployment);
  const { issuer } = sigstore.issuer;
  expected = ['--repo', REPOSITORY, '--issuer', issuer, '--trust-root', sigstore.logged.rootFile];
  sinks = ['--sinks', join(folder, 'sinks.json')];
  writeFileSync(join(folder, 'sinks.json'), JSON.stringify([{ type: 'file', path: log }]));
}, 60_000);

afterAll(async () => {
  await github?.close();
  await sigstore?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The season goes from test to test: what one leaves the next one finds. */
describe('a season of one repository, by the built actions and commands against a real Sigstore', () => {
  let record = '';
  let bundle = '';
  let firstCheckpoint = '';

  it('has its job recorded when it deploys', async () => {
    const root = join(folder, 'deploy');
    mkdirSync(join(root, 'work', 'payments', 'dist'), { recursive: true });
    writeFileSync(join(root, 'work', 'payments', 'dist', 'app.tgz'), APP);
    sigstore.issuer.setClaims(claimsOf(deployment));
    const job = startJob(stepOf(deployment, root, { subjects: 'dist/*' }));
    expect(end(await job.run('pre'))).toEqual({ code: 0, stderr: '' });
    const post = await job.run('post');
    expect(end(post)).toEqual({ code: 0, stderr: '' });
    record = join(folder, 'access-record.json');
    bundle = join(folder, 'bundle.sigstore.json');
    cpSync(post.outputs['record-path'] ?? '', record);
    cpSync(post.outputs['bundle-path'] ?? '', bundle);
  });

  it('is seen from outside when the run is over', async () => {
    endRun(deployment);
    const own = collectorOf(deployment);
    deployment.tokenPermissions = COLLECTOR_PERMISSIONS;
    const collected = await step('collect', own, { 'trust-root': sigstore.logged.rootFile });
    expect(collected).toMatchObject({
      code: 0,
      outputs: { collected: '1', 'without-record': '0', disagreements: '0' },
    });
    keep('collect.md', collected.summary);
    deployment.history = historyOfDeployment();
  });

  it('is sealed when the night comes', async () => {
    const sealed = await step('seal', scheduled('seal.yml', '18900000002', '53000000002'), trusting({ folder: seals }));
    expect(sealed).toMatchObject({ code: 0, outputs: { size: '3', added: '3', removed: '0', altered: '0' } });
    keep('seal.md', sealed.summary);
    firstCheckpoint = join(folder, 'kept-checkpoint-3.txt');
    cpSync(sealed.outputs['checkpoint-path'] ?? '', firstCheckpoint);
  });

  it('lacks nothing when it is reconciled', async () => {
    const answer = await reconcile();
    keep('reconcile.txt', answer.stdout + answer.stderr);
    expect(answer).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('Nothing is missing.'),
      stderr: expect.any(String),
    });
  });

  it('has its release reported and attached when it is released', async () => {
    const world = releasing();
    sigstore.issuer.setClaims(claimsOf(world));
    const job = startJob(stepOf(world, join(folder, 'publish'), {}));
    expect(end(await job.run('pre'))).toEqual({ code: 0, stderr: '' });
    const inputs = { issuer: sigstore.issuer.issuer, 'trust-root': sigstore.logged.rootFile };
    const reported = await step('release', world, { ...inputs, collectors: COLLECTOR });
    keep('release.md', reported.summary);
    expect(end(reported)).toEqual({ code: 0, stderr: '' });
    expect(reported.outputs).toMatchObject({ verdict: 'pass', missing: '0' });
    expect(end(await job.run('post'))).toEqual({ code: 0, stderr: '' });
    const [release] = deployment.releases;
    expect(release?.assets?.map(({ name }) => name)).toEqual([
      'app.tgz',
      'doorlog-release-access-report.json',
      'doorlog-release-access-report.md',
      'doorlog-release-access-report.sigstore.json',
      'doorlog-release-verification.sigstore.json',
    ]);
    Object.assign(release ?? {}, { draft: false, publishedAt: deployment.run.createdAt });
    for (const run of deployment.history?.runs ?? []) Object.assign(run, { status: 'completed' });
    for (const each of deployment.history?.jobs ?? []) {
      Object.assign(each, { status: 'completed', completedAt: each.completedAt ?? new Date().toISOString() });
    }
  });

  it('is sealed anew, grown out of what was sealed before', async () => {
    const sealed = await step('seal', scheduled('seal.yml', '18900000003', '53000000003'), trusting({ folder: seals }));
    expect(sealed).toMatchObject({ code: 0, outputs: { size: '5', added: '2' } });
    const growth = await doorlog('log', 'prove', 'consistency', '3', '5', '--seals', seals);
    const proof = join(folder, 'growth.txt');
    writeFileSync(proof, growth.stdout);
    expect(await doorlog('log', 'check-proof', proof, '--checkpoint', firstCheckpoint)).toMatchObject({ exitCode: 0 });
    const { recordId } = JSON.parse(readFileSync(record, 'utf8'));
    const inclusion = await doorlog('log', 'prove', 'inclusion', recordId, '--seals', seals);
    writeFileSync(proof, inclusion.stdout);
    const newest = join(seals, 'checkpoint-5.txt');
    expect(await doorlog('log', 'check-proof', proof, '--checkpoint', newest)).toMatchObject({ exitCode: 0 });
    const options = ['--checkpoint', firstCheckpoint, '--signatures', ...expected];
    expect(await doorlog('log', 'check', '--seals', seals, ...sinks, ...options)).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['a record with the bundle beside it', () => [record]],
    ['a record with its bundle', () => [record, '--bundle', bundle]],
    ['a bundle', () => [bundle]],
    ['a released file', () => [artifact()]],
    ['a digest', () => [`sha256:${SHA256}`]],
    ['a digest and the log', () => [`sha256:${SHA256}`, ...sinks, '--collector', COLLECTOR]],
    ['a commit and the log', () => [deployment.context.sha, ...sinks, '--collector', COLLECTOR]],
    ['a release', () => [`${REPOSITORY}@${TAG}`]],
    [
      'a release by its address',
      () => [`https://github.com/${REPOSITORY}/releases/tag/${TAG}`, '--api-url', github.url],
    ],
    ['a release and the log', () => [`${REPOSITORY}@${TAG}`, ...sinks, '--collector', COLLECTOR]],
    ['a directory, offline', () => [bundles(bundle), '--offline']],
  ])('is believed by a stranger, who has no token and names %s', async (name, target) => {
    const answer = await doorlog('verify', ...target(), ...expected);
    keep(`verify ${name}.txt`, answer.stdout + answer.stderr);
    expect(answer).toEqual({ exitCode: 0, stdout: expect.stringMatching(/verified/), stderr: expect.any(String) });
  });

  it('is believed in seven years, by what was kept and nothing else, where its collector was named', async () => {
    const kept = join(folder, 'evidence');
    const asked = [`${REPOSITORY}@${TAG}`, ...sinks, ...expected];
    const other = COLLECTOR.replace('collect.yml', 'other.yml');
    expect(await doorlog('verify', ...asked, '--collector', other)).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('none of the collectors that are believed'),
    });
    const saved = await doorlog('verify', ...asked, '--collector', COLLECTOR, '--save-evidence', kept);
    expect(saved).toMatchObject({ exitCode: 0 });
    const digest = /sha256:([0-9a-f]{64})/.exec(saved.stderr)?.[1] ?? saved.stderr;
    const trusted = ['--repo', REPOSITORY, '--issuer', sigstore.issuer.issuer, '--evidence-digest', digest];
    const answer = await doorlog('verify', kept, '--offline', ...trusted, '--collector', COLLECTOR);
    keep('verify evidence.txt', answer.stdout + answer.stderr);
    expect(answer).toEqual({ exitCode: 0, stdout: expect.stringMatching(/the answer .* was “verified”/), stderr: '' });
  });

  it('is found out when a record is taken from the log', async () => {
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
    const { recordId } = JSON.parse(readFileSync(record, 'utf8'));
    writeFileSync(
      log,
      lines
        .filter((line) => !line.includes(recordId))
        .map((line) => `${line}\n`)
        .join(''),
    );
    const check = await doorlog('log', 'check', '--seals', seals, ...sinks, '--checkpoint', firstCheckpoint);
    expect(check).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('REMOVED') });
    expect(await reconcile()).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('without any record: 1') });
    const [commit] = [deployment.context.sha];
    expect(await doorlog('verify', commit, ...sinks, ...expected)).toMatchObject({ exitCode: 3 });
  });
});

function doorlog(...args: string[]) {
  const env = { GITHUB_API_URL: github.url, XDG_CACHE_HOME: join(folder, 'cache') };
  return runDoorlog(args, { ...env, GH_TOKEN: '', GITHUB_TOKEN: '' });
}

function reconcile() {
  const options = [
    '--from',
    '1d',
    '--grace',
    '0h',
    '--except-workflow',
    'collect.yml',
    '--except-workflow',
    'seal.yml',
  ];
  const env = { GITHUB_API_URL: github.url, GH_TOKEN: deployment.token };
  const state = ['--state', join(folder, 'state')];
  return runDoorlog(['reconcile', '--repo', REPOSITORY, ...sinks, ...options, ...state], env);
}

function trusting(inputs: Record<string, string>): Record<string, string> {
  return { 'trust-root': sigstore.logged.rootFile, ...inputs };
}

function step(hook: 'collect' | 'seal' | 'release', world: World, inputs: Record<string, string>) {
  sigstore.issuer.setClaims(claimsOf(world));
  const root = join(folder, `${hook}-${world.run.id}`);
  return runHook(hook, stepOf(world, root, inputs));
}

function stepOf(world: World, root: string, inputs: Record<string, string>): HookOptions {
  const { fulcioUrl, timestampUrl, rekorUrl } = sigstore.logged;
  const signing = { sigstore: 'custom', 'fulcio-url': fulcioUrl, 'tsa-url': timestampUrl, 'rekor-url': rekorUrl };
  const stores = JSON.stringify([{ type: 'file', path: log }]);
  const { issuer } = sigstore;
  return {
    world,
    github,
    issuer,
    root,
    dist: DIST,
    inputs: { ...signing, 'rekor-version': '2', sinks: stores, ...inputs },
  };
}

/** A run of the default branch that the clock started. */
function scheduled(file: string, runId: string, jobId: string): World {
  return collectorOf(deployment, 'schedule', (own) => {
    const path = `.github/workflows/${file}`;
    const workflowRef = `${REPOSITORY}/${path}@refs/heads/main`;
    own.run = { ...own.run, id: runId, path };
    own.context = { ...own.context, jobId, workflowRef, jobWorkflowRef: workflowRef };
  });
}

/** The run of the tag, at the job that makes the report; GitHub knows the deployment’s run and it from now on. */
function releasing(): World {
  const { context, run } = deployment;
  const ref = `refs/tags/${TAG}`;
  const path = '.github/workflows/release.yml';
  const workflowRef = `${REPOSITORY}/${path}@${ref}`;
  const startedAt = now();
  const under = { status: 'in_progress' } as const;
  deployment.history?.runs.push(
    runOf({ id: '18900000009', headSha: context.sha, path, createdAt: startedAt, ...under }),
  );
  deployment.history?.jobs.push(
    jobOf({ id: '5399', runId: '18900000009', name: 'publish', startedAt, completedAt: null, ...under }),
  );
  deployment.tokenPermissions = { ...deployment.tokenPermissions, contents: 'write' };
  return {
    ...deployment,
    run: { ...run, id: '18900000009', path, status: 'in_progress', conclusion: null, headBranch: TAG },
    context: {
      ...{ ...context, ref, refName: TAG, refType: 'tag', environment: null, jobKey: 'publish', jobId: '5399' },
      ...{ workflowRef, jobWorkflowRef: workflowRef },
    },
  };
}

/** What GitHub lists: the deployment’s run, and the collector’s and the sealer’s, which the default branch’s head had too. */
function historyOfDeployment(): WorldHistory {
  const { context, run, jobs } = deployment;
  const headSha = context.sha;
  const [job] = jobs;
  const at = { startedAt: job?.startedAt ?? now(), completedAt: job?.completedAt ?? now() };
  const beside = { headSha, createdAt: run.createdAt };
  return {
    runs: [
      runOf({ id: run.id, path: run.path, ...beside }),
      runOf({ id: '18900000001', path: '.github/workflows/collect.yml', event: 'workflow_run', ...beside }),
      runOf({ id: '18900000002', path: '.github/workflows/seal.yml', event: 'schedule', ...beside }),
    ],
    jobs: [
      jobOf({ id: context.jobId, runId: run.id, name: 'deploy', ...at }),
      jobOf({ id: '53000000001', runId: '18900000001', name: 'collect', ...at }),
      jobOf({ id: '53000000002', runId: '18900000002', name: 'seal', ...at }),
    ],
    workflows: [{ path: run.path, state: 'active' }],
  };
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

function artifact(): string {
  const file = join(folder, 'downloaded.tgz');
  writeFileSync(file, APP);
  return file;
}

function bundles(bundle: string): string {
  const directory = join(folder, 'bundles');
  mkdirSync(directory, { recursive: true });
  cpSync(bundle, join(directory, 'a.sigstore.json'));
  return directory;
}

function end({ code, stderr }: HookResult) {
  return { code, stderr };
}

/** For whoever wants to look at it. */
function keep(name: string, text: string): void {
  if (process.env.DOORLOG_SEASON_OUT) writeFileSync(join(process.env.DOORLOG_SEASON_OUT, name), text);
}

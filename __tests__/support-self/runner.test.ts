import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readWorkerLogPermissions } from '../../src/ci/github/worker-log.ts';
import { type HookOptions, runHook, startJob } from '../support/runner.ts';
import { parseEnvironmentFile } from '../support/runner-files.ts';
import { deploymentWorld, forkPullRequestWorld } from '../support/world.ts';

/** Hooks that write down how they were started. */
const PRE = `
const fs = require('node:fs');
const { GITHUB_STATE, GITHUB_OUTPUT, GITHUB_ENV, GITHUB_STEP_SUMMARY, ...rest } = process.env;
fs.appendFileSync(GITHUB_STATE, 'saved<<END\\none\\ntwo\\nEND\\n');
fs.appendFileSync(GITHUB_OUTPUT, 'plain=value=1\\n');
fs.appendFileSync(GITHUB_ENV, 'PLANTED=here\\n');
fs.appendFileSync(GITHUB_STEP_SUMMARY, '# Summary');
console.log(JSON.stringify({ ...rest, execPath: process.execPath, event: fs.readFileSync(rest.GITHUB_EVENT_PATH, 'utf8') }));
`;
const POST = `
const { STATE_saved, PLANTED } = process.env;
console.log(JSON.stringify({ STATE_saved, PLANTED, status: process.env['INPUT_JOB-STATUS'] }));
console.error('secret ' + process.env.INPUT_TOKEN);
process.exitCode = 1;
`;

let dist: string;

beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), 'doorlog-fake-dist-'));
  writeFileSync(join(dist, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(join(dist, 'pre.js'), PRE);
  writeFileSync(join(dist, 'post.js'), POST);
});
afterAll(() => rmSync(dist, { recursive: true, force: true }));

const ISSUER = { requestUrl: 'http://127.0.0.1:1/idtoken?api-version=2.0', requestToken: 'request-token' };

async function environmentOf(options: Omit<HookOptions, 'dist'>): Promise<Record<string, string>> {
  const result = await runHook('pre', { ...options, dist });
  rmSync(result.folders.root, { recursive: true, force: true });
  expect([result.code, result.stderr]).toEqual([0, '']);
  return JSON.parse(result.stdout);
}

describe('a hook', () => {
  it('sees what the runner sets and nothing of this process when it is started', async () => {
    process.env.DOORLOG_OF_THE_TEST = 'x';
    const world = deploymentWorld();
    const env = await environmentOf({ world, issuer: ISSUER, inputs: { mode: 'audit' } });
    delete process.env.DOORLOG_OF_THE_TEST;
    expect(env).toMatchObject({
      GITHUB_REPOSITORY: 'octo-org/payments',
      GITHUB_TRIGGERING_ACTOR: 'bob',
      GITHUB_WORKFLOW_REF: 'octo-org/payments/.github/workflows/deploy.yml@refs/heads/main',
      ACTIONS_ID_TOKEN_REQUEST_URL: ISSUER.requestUrl,
      INPUT_TOKEN: world.token,
      INPUT_MODE: 'audit',
      'INPUT_ON-VIOLATION': 'fail',
      'INPUT_JOB-STATUS': 'success',
      'INPUT_CHECK-RUN-ID': world.context.jobId,
      INPUT_MATRIX: 'null',
      'INPUT_FULCIO-URL': '',
    });
    expect(JSON.parse(env.event ?? '')).toEqual(world.event);
    expect(env.DOORLOG_OF_THE_TEST).toBeUndefined();
  });

  it('gets no way to an identity token when the job has no id-token: write', async () => {
    const env = await environmentOf({ world: forkPullRequestWorld(), issuer: ISSUER });
    expect(Object.keys(env).filter((name) => name.startsWith('ACTIONS_'))).toEqual([]);
    expect(env).toMatchObject({
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_HEAD_REF: 'typo',
      GITHUB_REF_NAME: '42/merge',
    });
  });

  it('is given the test authority when a service speaks TLS', async () => {
    const github = { url: 'https://127.0.0.1:1', graphqlUrl: 'https://127.0.0.1:1/graphql' };
    const env = await environmentOf({ world: deploymentWorld(), github });
    expect(env.NODE_EXTRA_CA_CERTS).toMatch(/ca\.pem$/);
  });

  it('finds the worker’s own log beside its Node when it is asked for', async () => {
    const world = deploymentWorld();
    const root = mkdtempSync(join(tmpdir(), 'doorlog-runner-'));
    const { execPath = '' } = await environmentOf({ world, workerLog: true, root: join(root, 'job') });
    await runHook('pre', { world, dist, workerLog: true, root });
    const found = await readWorkerLogPermissions({
      execPath: execPath.replace(join(root, 'job'), root),
      runId: world.run.id,
      runAttempt: '2',
      jobKey: 'deploy',
      checkRunId: world.context.jobId,
    });
    rmSync(root, { recursive: true, force: true });
    expect(found).toMatchObject({ permissions: world.tokenPermissions, source: 'worker-log' });
  });
});

describe('a job', () => {
  it('hands state and exported variables on when its stages run, and takes inputs anew', async () => {
    const world = deploymentWorld();
    const job = startJob({ world, dist, workerLog: true });
    const pre = await job.run('pre');
    expect(pre).toMatchObject({ outputs: { plain: 'value=1' }, state: { saved: 'one\ntwo' }, summary: '# Summary' });
    world.context.status = 'failure';
    const post = await job.run('post');
    job.close();
    expect(post.code).toBe(1);
    expect(JSON.parse(post.stdout)).toEqual({ STATE_saved: 'one\ntwo', PLANTED: 'here', status: 'failure' });
    expect(post.stderr).toContain(world.token);
    expect(post.tempDir).toBe(pre.tempDir);
  });
});

describe('an environment file', () => {
  it('is refused when it is not of the runner’s form', () => {
    expect(parseEnvironmentFile('a=1\nb<<X\n\nc=2\nX\n')).toEqual({ a: '1', b: '\nc=2' });
    for (const text of ['a', '=1', 'a<<X\n1', '<<X\n1\nX', 'a<<\n1\n'])
      expect(() => parseEnvironmentFile(text)).toThrow();
  });
});

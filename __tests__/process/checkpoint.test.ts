import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { callerReply, startSts } from '../cloud/sts-server.ts';
import { serve } from '../support/local-server.ts';
import type { HookOptions, HookResult } from '../support/runner.ts';
import { deploymentWorld } from '../support/world.ts';
import { filesBelow } from './canaries.ts';
import { attestedOf, type Deployment, deploy, expectProof, sentencesOf } from './deployment.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const SECRETS = {
  key: 'cnrySecret/AccessKey+0000000000000000000',
  session: 'cnrySessionToken0000000000000000000000000000000000000000==',
  identity: 'eyJhbGciOi.cnryWebIdentityToken.c2lnbmF0dXJl',
  gcp: 'cnryPrivateKeyMIIEvQIBADANBgkqhkiG9w0BAQEFAASC',
  request: 'cnry-request-token',
};
const ROLE = 'arn:aws:iam::123456789012:role/deployer';
const CALLER = {
  secretAccessKey: SECRETS.key,
  sessionToken: SECRETS.session,
  arn: 'arn:aws:sts::123456789012:assumed-role/deployer/GitHubActions',
  userId: 'AROAEXAMPLEEXAMPLE00:GitHubActions',
};
const KEY_ID = 'ASIAEXAMPLE000000001';
const BLANK = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '', AWS_REGION: '' };
const FROM_CHECKPOINT = { sinks: '' };

async function start(more: Partial<HookOptions> = {}): Promise<Deployment> {
  const job = await deploy(deploymentWorld(), more);
  closing.push(job.close);
  return job;
}

/** What a login to AWS leaves to the steps after it, with an STS that knows the key. */
async function loggedIn(): Promise<Record<string, string>> {
  const sts = await startSts({ [KEY_ID]: CALLER });
  closing.push(sts.close);
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-login-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'token'), SECRETS.identity);
  return {
    AWS_ACCESS_KEY_ID: KEY_ID,
    AWS_SECRET_ACCESS_KEY: SECRETS.key,
    AWS_SESSION_TOKEN: SECRETS.session,
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL_STS: sts.url,
    AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
    HOME: folder,
  };
}

function endOf(job: Deployment): AccessRecord {
  return AccessRecord.parse(job.log().find(({ phase }) => phase === 'end')?.record);
}

/** No part of a secret, neither in what was said nor in what was written. */
function expectNoSecret(job: Deployment, results: readonly HookResult[], ...texts: string[]): void {
  const files = filesBelow(results[0]?.tempDir ?? '').map(([, text]) => text);
  const said = results.map((result) => JSON.stringify({ ...result, folders: undefined }));
  for (const text of [...files, ...said, JSON.stringify(job.log()), JSON.stringify(job.world.attestations), ...texts]) {
    expect(text.match(/.{0,60}cnry.{0,60}/)).toBeNull();
    expect(text).not.toContain(Buffer.from('cnrySe').toString('base64').slice(0, 8));
  }
}

describe('a job that logs in to AWS and takes a checkpoint', () => {
  it('has role and key in the log, nothing of them in a public attestation, and no secret anywhere', async () => {
    const job = await start();
    const pre = await job.run('pre');
    const checkpoint = await job.run('checkpoint', { env: await loggedIn() });
    expect([checkpoint.code, checkpoint.stderr]).toEqual([0, '']);
    expect(checkpoint.outputs['record-id']).toBe(pre.outputs['record-id']);
    const post = await job.run('post', { env: BLANK });
    expect([post.code, post.stderr]).toEqual([0, '']);

    const attested = await expectProof(job, post);
    // Which keys a public repository's jobs live on is for its members to see.
    expect(attested.access.cloud).toBeUndefined();
    expect(JSON.stringify(attested)).not.toMatch(/123456789012|ASIAEXAMPLE|deployer\//);

    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'checkpoint', 'end']);
    const end = endOf(job);
    expect(end.access.cloud).toMatchObject([{ roleArn: ROLE, accessKeyId: KEY_ID, principal: CALLER.arn }]);
    expect(end.sources['/access/cloud']).toBe('cloud');
    expect(end.gaps.filter(({ pointer }) => pointer.startsWith('/access/cloud/0/'))).toEqual([]);
    const logged = job.log().find(({ phase }) => phase === 'checkpoint');
    const record = AccessRecord.parse(logged?.record);
    expect(record.recordId).toBe(end.recordId);
    expect(end.links.checkpoints).toEqual([
      { digest: digestOf(record), observedAt: record.observedAt.checkpoints?.[0] },
    ]);
    expect(`sha256:${digestOf(record)}`).toBe(checkpoint.outputs['checkpoint-digest']);
    expect(end.observedAt.checkpoints).toEqual(record.observedAt.checkpoints);
    expectNoSecret(job, [pre, checkpoint, post]);
  });

  it('has the record of the checkpoint in the log by the end when the checkpoint names no store', async () => {
    const job = await start();
    await job.run('pre');
    await job.run('checkpoint', { env: await loggedIn(), inputs: FROM_CHECKPOINT });
    expect(job.log().map(({ phase }) => phase)).toEqual(['start']);
    await job.run('post', { env: BLANK });
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'checkpoint', 'end']);
  });
});

/** Why the end holds no cloud identity, or not all. */
function cloudGaps(record: AccessRecord): AccessRecord['gaps'] {
  return record.gaps.filter(({ pointer }) => pointer.startsWith('/access/cloud'));
}

describe('a job without a checkpoint after its login', () => {
  it('says that an identity was in use when its variables are there and blank', async () => {
    const job = await start();
    await job.run('pre');
    const post = await job.run('post', { env: BLANK });
    expect(endOf(job).access.cloud).toBeUndefined();
    expect(cloudGaps(endOf(job))).toEqual([
      {
        pointer: '/access/cloud',
        reason: 'not-asked',
        needed: 'a checkpoint step after the login step',
        detail: 'Variables for aws are there and blank: an identity was in use and is gone.',
      },
    ]);
    expect(cloudGaps(attestedOf(post))).toMatchObject([{ needed: 'a checkpoint step after the login step' }]);
  });

  it('says what it would take when nothing tells of a cloud', async () => {
    const job = await start();
    await job.run('pre');
    await job.run('main');
    await job.run('post');
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'end']);
    expect(cloudGaps(endOf(job))).toMatchObject([
      { reason: 'not-found', needed: 'a checkpoint step after the login step, in a job that logs in to a cloud' },
    ]);
  });

  it('says so too when the checkpoint came before the login', async () => {
    const job = await start();
    await job.run('pre');
    await job.run('checkpoint');
    await job.run('post', { env: BLANK });
    expect(endOf(job).access.cloud).toEqual([]);
    expect(cloudGaps(endOf(job))).toMatchObject([{ pointer: '/access/cloud', reason: 'not-asked' }]);
  });

  it('calls a key of the whole job long-lived when it is still there at the end', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000001', AWS_SECRET_ACCESS_KEY: SECRETS.key };
    const job = await start({ env });
    const results = [await job.run('pre'), await job.run('post')];
    const end = endOf(job);
    expect(end.access.cloud).toMatchObject([
      { kind: 'access-key', shortLived: false, source: 'env', accessKeyId: 'AKIAEXAMPLE000000001' },
    ]);
    expect(end.sources['/access/cloud']).toBe('env');
    expect(cloudGaps(end)[0]).toMatchObject({ pointer: '/access/cloud/0/principal', reason: 'not-asked' });
    expectNoSecret(job, results);
  });
});

describe('a checkpoint', () => {
  it('makes its own record when no start was taken', async () => {
    const job = await start();
    const { code, stderr, outputs } = await job.run('checkpoint', { env: await loggedIn() });
    expect([code, stderr]).toEqual([0, '']);
    const [line, ...others] = job.log();
    expect(others).toEqual([]);
    expect(AccessRecord.parse(line?.record)).toMatchObject({
      phase: 'checkpoint',
      recordId: outputs['record-id'],
      access: { cloud: [{ roleArn: ROLE }] },
    });
    expect(job.github.requests).toEqual([]);
  });

  it('is taken by the main of a second step when the job is logged in by then', async () => {
    const job = await start();
    const pre = await job.run('pre');
    await job.run('main');
    const main = await job.run('main', { env: await loggedIn() });
    const post = await job.run('post', { env: BLANK });
    expect([main.code, main.stderr, main.outputs['start-digest']]).toEqual([0, '', pre.outputs['start-digest']]);
    expect(endOf(job).links.checkpoints).toHaveLength(1);
    expect(endOf(job).access.cloud).toMatchObject([{ roleArn: ROLE }]);
    expectNoSecret(job, [pre, main, post]);
  });

  it('names each identity once, with its first time, when the job is logged in to two clouds and looks twice', async () => {
    const job = await start();
    await job.run('pre');
    const env = await loggedIn();
    const key = join(env.HOME ?? '', 'key.json');
    const content = {
      type: 'service_account',
      client_email: 'deploy@acme-prod.iam.gserviceaccount.com',
      private_key_id: '0123456789abcdef0123456789abcdef01234567',
      private_key: `-----BEGIN PRIVATE KEY-----\n${SECRETS.gcp}\n-----END PRIVATE KEY-----\n`,
      refresh_token: SECRETS.request,
    };
    writeFileSync(key, JSON.stringify(content));
    const results = [
      await job.run('checkpoint', { env }),
      await job.run('checkpoint', { env: { ...env, GOOGLE_APPLICATION_CREDENTIALS: key } }),
      await job.run('post', { env: { ...BLANK, GOOGLE_APPLICATION_CREDENTIALS: key } }),
    ];
    const end = endOf(job);
    expect(end.observedAt.checkpoints).toHaveLength(2);
    expect(end.access.cloud).toMatchObject([
      { provider: 'aws', observedAt: end.observedAt.checkpoints?.[0] },
      { provider: 'gcp', kind: 'service_account', shortLived: false, observedAt: end.observedAt.checkpoints?.[1] },
    ]);
    expectNoSecret(job, results);
  });

  it('passes and keeps what variables tell when the cloud fails, and fails when on-error says so', async () => {
    const env = { ...(await loggedIn()), AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' };
    const job = await start();
    const passed = await job.run('checkpoint', { env });
    expect(passed.code).toBe(0);
    expect(sentencesOf(passed)[0]).toMatch(/^warning: AWS could not be asked whose identity the job uses/);
    expect(job.log()[0]?.record.access.cloud).toMatchObject([
      { kind: 'temporary-credentials', source: 'env', accessKeyId: KEY_ID },
    ]);
    const failed = await job.run('checkpoint', { env, inputs: { 'on-error': 'fail' } });
    expect(failed.code).toBe(1);
    expect(job.log()).toHaveLength(2);
    expectNoSecret(job, [passed, failed]);
  });

  it('passes with a warning when its inputs can’t be used', async () => {
    const job = await start();
    const { code, stdout } = await job.run('checkpoint', { inputs: { sinks: '[{', 'announce-wait': 'long' } });
    expect(code).toBe(0);
    expect(stdout.match(/^::warning/gm)).toHaveLength(2);
  });

  it.each([
    ['as the name of a session', `arn:aws:sts::123456789012:assumed-role/deployer/${SECRETS.session}`],
    ['as the path of a user', `arn:aws:iam::123456789012:user/${SECRETS.key}`],
  ])('repeats no secret when the address that it asks sends back what it was sent %s', async (_name, arn) => {
    const echo = await serve({
      handle: () => ({
        status: 200,
        body: callerReply(arn, `AROAEXAMPLEEXAMPLE00:${SECRETS.session}`),
      }),
    });
    closing.push(echo.close);
    const job = await start();
    const env = { ...(await loggedIn()), AWS_ENDPOINT_URL_STS: echo.url };
    const results = [await job.run('pre'), await job.run('checkpoint', { env }), await job.run('post', { env: BLANK })];
    expect(endOf(job).access.cloud).toHaveLength(1);
    expectNoSecret(job, results);
  });
});

describe('what a checkpoint leaves', () => {
  const NOTE = (job: Deployment, recordId: string) =>
    join(job.root, 'work', '_temp', 'doorlog', recordId.slice(0, 16), 'checkpoints');

  it.each([
    ['is no JSON', () => '{'],
    ['is another job’s', (text: string) => text.replace(/"recordId":"[0-9a-f]{64}"/, `"recordId":"${'0'.repeat(64)}"`)],
    ['has a kind of identity that there is not', (text: string) => text.replace('assumed-role', 'no-such-kind')],
    ['is endless', (text: string) => `${text}${' '.repeat(70_000)}`],
  ])('is not believed, and that is told, when it %s', async (_name, change) => {
    const job = await start();
    const { outputs } = await job.run('pre');
    await job.run('checkpoint', { env: await loggedIn() });
    const folder = NOTE(job, outputs['record-id'] ?? '');
    const file = join(folder, readdirSync(folder)[0] ?? '');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    const post = await job.run('post', { env: BLANK });
    expect(post.stdout).toContain('What a checkpoint of this job left was altered');
    expect(endOf(job).access.cloud).toBeUndefined();
    expect(endOf(job).links.checkpoints).toBeUndefined();
  });

  it('brings nothing but checkpoints of this job to the log when a step plants others', async () => {
    const job = await start();
    const { outputs } = await job.run('pre');
    await job.run('checkpoint', { env: await loggedIn() });
    const recordId = outputs['record-id'] ?? '';
    const folder = NOTE(job, recordId);
    const planted = { ...job.log()[0]?.record, recordId: '0'.repeat(64) };
    const note = JSON.parse(readFileSync(join(folder, '001.json'), 'utf8'));
    writeFileSync(join(folder, '002.json'), JSON.stringify({ ...note, digest: digestOf(planted) }));
    const spool = join(folder, '..', 'spool');
    mkdirSync(spool, { recursive: true });
    const entry = { recordId: planted.recordId, phase: 'checkpoint', digest: digestOf(planted), time: note.observedAt };
    writeFileSync(join(spool, 'planted.entry.json'), JSON.stringify({ spoolVersion: 1, ...entry, document: planted }));
    await job.run('post', { env: BLANK });
    expect(new Set(job.log().map(({ record }) => record.recordId))).toEqual(new Set([recordId]));
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'checkpoint', 'end']);
  });

  it('is read at most fifty times when a step leaves thousands', async () => {
    const job = await start();
    const { outputs } = await job.run('pre');
    await job.run('checkpoint', { env: await loggedIn() });
    const folder = NOTE(job, outputs['record-id'] ?? '');
    const note = JSON.parse(readFileSync(join(folder, '001.json'), 'utf8'));
    for (let count = 2; count < 1_000; count++) {
      const digest = count.toString(16).padStart(64, '0');
      const [seen] = note.identities;
      const identity = { ...seen.identity, accessKeyId: `ASIA${String(count).padStart(16, '0')}` };
      writeFileSync(
        join(folder, `${String(count).padStart(3, '0')}.json`),
        JSON.stringify({ ...note, digest, identities: [{ ...seen, identity }] }),
      );
    }
    const late = await job.run('checkpoint', { env: await loggedIn() });
    expect(late.stdout).toContain('more than 50 checkpoints');
    await job.run('post', { env: BLANK });
    expect(endOf(job).links.checkpoints).toHaveLength(50);
    expect(endOf(job).access.cloud).toHaveLength(50);
  });
});

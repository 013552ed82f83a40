import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { startSts } from '../cloud/sts-server.ts';
import { type HookOptions, type HookResult, runHook } from '../support/runner.ts';
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
  it('has role and key in the log, kind and life in the attestation, and no secret anywhere', async () => {
    const job = await start();
    const pre = await job.run('pre');
    const checkpoint = await job.run('checkpoint', { env: await loggedIn() });
    expect([checkpoint.code, checkpoint.stderr]).toEqual([0, '']);
    expect(checkpoint.outputs['record-id']).toBe(pre.outputs['record-id']);
    const post = await job.run('post', { env: BLANK });
    expect([post.code, post.stderr]).toEqual([0, '']);

    const attested = await expectProof(job, post);
    expect(attested.access.cloud).toEqual([
      { provider: 'aws', kind: 'assumed-role', shortLived: true, source: 'cloud', observedAt: expect.any(String) },
    ]);
    expect(JSON.stringify(attested)).not.toMatch(/123456789012|ASIAEXAMPLE|deployer\//);

    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'checkpoint', 'end']);
    const end = endOf(job);
    expect(end.access.cloud).toMatchObject([{ roleArn: ROLE, accessKeyId: KEY_ID, principal: CALLER.arn }]);
    expect(end.sources['/access/cloud']).toBe('cloud');
    expect(end.gaps.filter(({ pointer }) => /^\/access\/cloud\/0\//.test(pointer))).toEqual([]);
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

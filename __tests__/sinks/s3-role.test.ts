import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DoorlogError } from '../../src/errors.ts';
import { createHttp } from '../../src/net/http.ts';
import type { Sink } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { assumeRole, sessionName } from '../../src/sinks/s3/assume-role.ts';
import { replies } from '../support/faults.ts';
import { type LocalServer, serve } from '../support/local-server.ts';
import { type S3Store, startS3Store } from '../support/s3-store.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { entryOf, firstTry } from './entries.ts';

const ROLE = 'arn:aws:iam::123456789012:role/doorlog-writer';
const TOKEN = `e30.${Buffer.from(JSON.stringify({ run_id: '77', run_attempt: 2 })).toString('base64url')}.c2ln`;
const SESSION = 'canary-session-token+/=0123456789';

let store: S3Store;
let sts: LocalServer;
let lifetime = 900_000;

beforeEach(async () => {
  lifetime = 900_000;
  store = await startS3Store();
  sts = await serve({
    handle: () => ({ status: 200, headers: { 'content-type': 'text/xml' }, body: keysReply() }),
  });
});

afterEach(async () => {
  await Promise.all([store.close(), sts.close()]);
});

function keysReply(changes: Record<string, string | undefined> = {}): string {
  const keys = {
    AccessKeyId: store.accessKeyId,
    SecretAccessKey: store.secretAccessKey,
    SessionToken: SESSION,
    Expiration: new Date(Date.now() + lifetime).toISOString(),
    ...changes,
  };
  const elements = Object.entries(keys).map(([name, text]) => (text === undefined ? '' : `<${name}>${text}</${name}>`));
  return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><AssumedRoleUser><Arn>arn</Arn></AssumedRoleUser><Credentials>${elements.join('')}</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
}

async function newSink(identityToken?: (audience: string) => Promise<string>): Promise<Sink> {
  const item = { type: 's3', url: store.url, bucket: store.bucket, role: ROLE, 'sts-url': sts.url };
  const [sink] = await parseSinks(JSON.stringify([item]));
  if (sink === undefined) throw new Error('no sink was configured');
  return sink.create(sinkSurroundings(identityToken ? { identityToken } : {}));
}

function ask(identityToken: () => Promise<string> = async () => TOKEN) {
  const question = { http: createHttp({}), role: ROLE, url: sts.url, audience: 'sts.amazonaws.com', identityToken };
  return assumeRole(question, AbortSignal.timeout(10_000));
}

describe('the S3 sink with a role', () => {
  it('exchanges the job’s token once, before anybody waits, when entries are delivered', async () => {
    const audiences: string[] = [];
    const sink = await newSink(async (audience) => {
      audiences.push(audience);
      return TOKEN;
    });
    while (sts.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(store.requests).toEqual([]);
    expect(await sink.deliver(entryOf(1), firstTry())).toMatchObject({ status: 'delivered' });
    expect(await sink.deliver(entryOf(2), firstTry())).toMatchObject({ status: 'delivered' });
    expect(audiences).toEqual(['sts.amazonaws.com']);
    expect(sts.requests).toHaveLength(1);
    expect(sts.requests[0]?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(sts.requests[0]?.body.toString()))).toEqual({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: ROLE,
      RoleSessionName: 'doorlog-77-2',
      WebIdentityToken: TOKEN,
      DurationSeconds: '900',
    });
    expect(store.requests[0]?.headers['x-amz-security-token']).toBe(SESSION);
  });

  it('asks anew when the keys are about to end', async () => {
    lifetime = 30_000;
    const sink = await newSink(async () => TOKEN);
    await sink.deliver(entryOf(1), firstTry());
    await sink.deliver(entryOf(2), firstTry());
    expect(sts.requests.length).toBeGreaterThan(1);
    expect(store.objects.size).toBe(2);
  });

  it('fails with the permission that it takes when the job has no identity', async () => {
    expect(await (await newSink()).deliver(entryOf(1), firstTry())).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('permissions: id-token: write'),
    });
    expect(store.requests).toEqual([]);
  });

  it('signs with the keys that were given when there is no job, as for a person who reads or replays', async () => {
    const item = { type: 's3', url: store.url, bucket: store.bucket, role: ROLE, 'sts-url': sts.url };
    const [sink] = await parseSinks(JSON.stringify([item]));
    const secrets = { awsAccessKeyId: store.accessKeyId, awsSecretAccessKey: store.secretAccessKey };
    const made = await sink?.create(sinkSurroundings({ secrets }));
    expect(await made?.deliver(entryOf(1), firstTry())).toMatchObject({ status: 'delivered' });
    expect(sts.requests).toEqual([]);
  });

  it('is pending and asks again later when the token service is busy until the time is over', async () => {
    const disarm = sts.addFault({ times: Number.POSITIVE_INFINITY }, replies(503));
    const sink = await newSink(async () => TOKEN);
    const first = await sink.deliver(entryOf(1), firstTry({ signal: AbortSignal.timeout(50) }));
    expect(first).toMatchObject({ status: 'pending', reason: expect.stringContaining('AWS’s token service') });
    disarm();
    expect(await sink.deliver(entryOf(1), firstTry())).toMatchObject({ status: 'delivered' });
  });

  it('is pending in time when the job’s token never comes', async () => {
    const sink = await newSink(() => new Promise(() => undefined));
    const delivery = await sink.deliver(entryOf(1), firstTry({ signal: AbortSignal.timeout(20) }));
    expect(delivery).toMatchObject({ status: 'pending', reason: expect.stringContaining('did not come in time') });
  });
});

describe('assuming a role', () => {
  it.each([
    ['AccessDenied', 403, 'failed', 'trust policy'],
    ['InvalidIdentityToken', 400, 'failed', 'identity provider'],
    ['ValidationError', 400, 'failed', 'ARN of the role'],
    ['canary token', 400, 'failed', 'it answers with status 400'],
  ])('says how to mend it when the answer is %s', async (code, status, kind, sentence) => {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${TOKEN}</Message></Error></ErrorResponse>`;
    sts.addFault({}, replies(status, body));
    const answer = await ask();
    expect(answer).toMatchObject({ ok: false, kind, reason: expect.stringContaining(sentence) });
    expect(JSON.stringify(answer)).not.toMatch(/canary|c2ln/);
  });

  it('tries again when AWS could not reach the issuer', async () => {
    const body = '<ErrorResponse><Error><Code>IDPCommunicationError</Code></Error></ErrorResponse>';
    sts.addFault({}, replies(400, body));
    expect(await ask()).toMatchObject({ ok: true });
  });

  it.each([
    ['HTML', '<!DOCTYPE html><html></html>'],
    ['nothing', ''],
    ['no session token', undefined],
  ])('fails when the answer is %s', async (_, body) => {
    sts.addFault({}, replies(200, body ?? keysReply({ SessionToken: undefined })));
    const answer = await ask();
    expect(answer).toMatchObject({ ok: false, kind: 'failed', reason: expect.stringContaining('look at sts-url') });
    expect(JSON.stringify(answer)).not.toContain(store.secretAccessKey);
  });

  it.each([
    ['failed', new DoorlogError('oidc-unavailable', 'The provider refused.')],
    ['pending', new DoorlogError('oidc-unavailable', 'The provider did not answer.', { cause: new Error() })],
    ['failed', new Error('canary')],
  ])('is %s when the job’s token is not to be had: %s', async (kind, error) => {
    const answer = await ask(() => Promise.reject(error));
    expect(answer).toMatchObject({ ok: false, kind });
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  it.each([
    ['doorlog', 'no token'],
    ['doorlog', 'e30.e30.c2ln'],
    ['doorlog', `e30.${Buffer.from('{"run_id":"1&Action=x"}').toString('base64url')}.c2ln`],
    ['doorlog-5', `e30.${Buffer.from('{"run_id":5}').toString('base64url')}.c2ln`],
  ])('names the session %s when the token is %s', (name, token) => {
    expect(sessionName(token)).toBe(name);
  });
});

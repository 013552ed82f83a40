import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seeAws } from '../../src/cloud/aws.ts';
import { askCaller } from '../../src/cloud/aws-caller.ts';
import { regionFrom, stsAddress } from '../../src/cloud/aws-region.ts';
import { CloudSighting } from '../../src/model/checkpoint-note.ts';
import { createHttp } from '../../src/net/http.ts';
import { type LocalServer, serve } from '../support/local-server.ts';
import { callerReply, type KnownKey, startSts } from './sts-server.ts';

const observedAt = '2026-11-21T12:00:00.000Z';
const http = createHttp({});
const ROLE: KnownKey = {
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'a-session-token-of-some-length==',
  arn: 'arn:aws:sts::123456789012:assumed-role/deployer/GitHubActions',
  userId: 'AROAEXAMPLEEXAMPLE00:GitHubActions',
};
const USER: KnownKey = {
  secretAccessKey: 'the/secret+of+a+user0000000000000000000',
  arn: 'arn:aws:iam::123456789012:user/ci/build',
  userId: 'AIDAEXAMPLEEXAMPLE00',
};
const KEYS = { ASIAEXAMPLE000000001: ROLE, AKIAEXAMPLE000000001: USER };

let server: LocalServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

function variablesOf(id: keyof typeof KEYS): Record<string, string> {
  const { secretAccessKey, sessionToken } = KEYS[id];
  return {
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'eu-central-1',
    ...(sessionToken && { AWS_SESSION_TOKEN: sessionToken }),
  };
}

async function see(env: Record<string, string>): Promise<CloudSighting> {
  const sighting = await seeAws({ env, observedAt, http });
  return CloudSighting.parse(sighting);
}

describe('seeAws', () => {
  it('names role, account and key of a session when STS takes the signature', async () => {
    server = await startSts(KEYS);
    const env = { ...variablesOf('ASIAEXAMPLE000000001'), AWS_ENDPOINT_URL_STS: server.url };
    const { identities, unseen } = await see({ ...env, AWS_CREDENTIAL_EXPIRATION: '2026-11-21T13:00:00+00:00' });
    expect(identities).toEqual([
      {
        missing: [],
        identity: {
          provider: 'aws',
          kind: 'assumed-role',
          shortLived: true,
          source: 'cloud',
          observedAt,
          principal: ROLE.arn,
          roleArn: 'arn:aws:iam::123456789012:role/deployer',
          account: '123456789012',
          userId: ROLE.userId,
          accessKeyId: 'ASIAEXAMPLE000000001',
          expiresAt: '2026-11-21T13:00:00.000Z',
          endpoint: new URL(server.url).host,
          auditLogKey: {
            log: 'cloudtrail',
            field: 'responseElements.credentials.accessKeyId',
            value: 'ASIAEXAMPLE000000001',
          },
        },
      },
    ]);
    expect(unseen).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('calls a user’s key long-lived when STS knows it', async () => {
    server = await startSts(KEYS);
    const { identities } = await see({ ...variablesOf('AKIAEXAMPLE000000001'), AWS_ENDPOINT_URL: server.url });
    expect(identities[0]?.identity).toMatchObject({
      kind: 'iam-user',
      shortLived: false,
      principal: USER.arn,
      auditLogKey: { field: 'userIdentity.accessKeyId', value: 'AKIAEXAMPLE000000001' },
    });
  });

  it('keeps what variables tell and what STS said when the token is expired', async () => {
    server = await startSts(KEYS);
    const env = { ...variablesOf('ASIAEXAMPLE000000001'), AWS_SESSION_TOKEN: 'an older one' };
    const { identities } = await see({ ...env, AWS_ENDPOINT_URL_STS: server.url });
    expect(identities[0]).toMatchObject({
      identity: { kind: 'temporary-credentials', source: 'env', shortLived: true, accessKeyId: 'ASIAEXAMPLE000000001' },
      missing: [
        { field: 'principal', reason: 'not-permitted', detail: 'AWS’s token service answered 403 ExpiredToken.' },
      ],
    });
    expect(JSON.stringify(identities)).not.toContain('an older one');
  });

  it.each([
    ['fails', 500, '', 'service-failed'],
    ['answers in another form', 200, '<html></html>', 'service-failed'],
    ['answers twice', 200, callerReply(ROLE.arn, ROLE.userId).repeat(2), 'service-failed'],
    ['names an account that is none', 200, callerReply(ROLE.arn, ROLE.userId, 'x'), 'service-failed'],
    ['sends a principal that is none', 200, callerReply('<b>', ROLE.userId, '123456789012'), 'service-failed'],
  ])('keeps what variables tell when STS %s', async (_name, status, body, reason) => {
    server = await serve({ handle: () => ({ status, body }) });
    const { identities } = await see({ ...variablesOf('AKIAEXAMPLE000000001'), AWS_ENDPOINT_URL_STS: server.url });
    expect(identities[0]).toMatchObject({
      identity: { kind: 'access-key', source: 'env', shortLived: false },
      missing: [{ field: 'principal', reason }],
    });
  });

  it.each([
    ['is plain HTTP to another machine', 'http://sts.example.com'],
    ['has a password in it', 'https://user:pass@sts.example.com'],
    ['is none', 'nowhere'],
  ])('sends nothing when the address %s', async (_name, address) => {
    const { identities } = await see({ ...variablesOf('AKIAEXAMPLE000000001'), AWS_ENDPOINT_URL_STS: address });
    expect(identities[0]?.missing).toMatchObject([{ field: 'principal', reason: 'input-invalid' }]);
    expect(JSON.stringify(identities)).not.toContain(address);
  });

  it('asks nobody when there is nobody to ask by', async () => {
    const sighting = await seeAws({ env: variablesOf('ASIAEXAMPLE000000001'), observedAt });
    expect(sighting.identities[0]?.missing).toEqual([{ field: 'principal', reason: 'not-asked' }]);
  });

  it('sees a role that is configured and not yet assumed when there is no key', async () => {
    const { identities } = await see({
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/path/deployer',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/var/token',
    });
    expect(identities[0]).toMatchObject({
      identity: { kind: 'web-identity', shortLived: true, account: '123456789012' },
      missing: [{ field: 'principal', reason: 'not-yet' }],
    });
  });

  it.each([
    ['nothing is set', {}, 0],
    ['all is blank', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: ' ', AWS_SESSION_TOKEN: '' }, 0],
    ['there is a profile only', { AWS_PROFILE: 'ci' }, 1],
    ['the key’s id is none', { AWS_ACCESS_KEY_ID: 'short', AWS_SECRET_ACCESS_KEY: 'x' }, 0],
  ])('sees no identity when %s', async (_name, env, unseen) => {
    const sighting = await see(env as unknown as Record<string, string>);
    expect([sighting.identities.length, sighting.unseen.length]).toEqual([0, unseen]);
  });

  it('holds to its schema and repeats no secret when variables and reply are anything', async () => {
    const anything = fc.string({ maxLength: 60, unit: 'binary' });
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom(
            'AWS_ACCESS_KEY_ID',
            'AWS_REGION',
            'AWS_ROLE_ARN',
            'AWS_CREDENTIAL_EXPIRATION',
            'AWS_PROFILE',
          ),
          fc.oneof(anything, fc.constantFrom('ASIAEXAMPLE000000001', 'us-east-1', 'arn:aws:iam::123456789012:role/x')),
        ),
        fc.record({
          status: fc.constantFrom(200, 400, 500),
          body: fc.oneof(
            anything,
            anything.map((arn) => callerReply(arn, arn)),
          ),
        }),
        async (env, { status, body }) => {
          const secret = 'cnry0123456789abcdef';
          const sighting = await seeAws({
            env: { ...env, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: secret },
            observedAt,
            http: async () => ({ status, headers: {}, body: Buffer.from(body) }),
          });
          expect(CloudSighting.safeParse(sighting).error).toBeUndefined();
          expect(JSON.stringify(sighting)).not.toContain(secret);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('askCaller', () => {
  it('fails with a code of its own when the reply is no STS’s', async () => {
    const reply = async () => ({ status: 200, headers: {}, body: Buffer.from('{}') });
    const keys = { accessKeyId: 'AKIAEXAMPLE000000001', secretAccessKey: 'x' };
    await expect(
      askCaller(reply, keys, { address: 'https://sts.example.com/', region: 'us-east-1' }),
    ).rejects.toMatchObject({ code: 'http-reply-invalid' });
  });
});

describe('stsAddress', () => {
  it.each([
    ['eu-central-1', 'https://sts.eu-central-1.amazonaws.com/'],
    ['us-gov-west-1', 'https://sts.us-gov-west-1.amazonaws.com/'],
    ['cn-north-1', 'https://sts.cn-north-1.amazonaws.com.cn/'],
    ['eusc-de-east-1', 'https://sts.eusc-de-east-1.amazonaws.eu/'],
    ['us-isob-east-1', 'https://sts.us-isob-east-1.sc2s.sgov.gov/'],
  ])('is in the partition when the region is %s', (region, address) => {
    expect(stsAddress(region)).toBe(address);
  });

  it('never leaves AWS when the region is anything', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('evil.example/#', 'a@b', 'us-east-1.evil.example')),
        (AWS_REGION) => {
          const region = regionFrom({ AWS_REGION }) ?? 'us-east-1';
          expect(new URL(stsAddress(region)).host).toMatch(/^sts\.[a-z0-9-]+\.[a-z0-9.-]+$/);
          expect(stsAddress(region)).not.toContain('evil');
        },
      ),
    );
  });
});

import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cloudSecrets } from '../../src/cloud/cloud-secrets.ts';
import { seeGcp } from '../../src/cloud/gcp.ts';
import { CloudSighting } from '../../src/model/checkpoint-note.ts';

const observedAt = '2026-11-21T12:00:00.000Z';
const PRIVATE = '-----BEGIN PRIVATE KEY-----\ncnryMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n';
const KEY_FILE = {
  type: 'service_account',
  project_id: 'acme-prod',
  private_key_id: '0123456789abcdef0123456789abcdef01234567',
  private_key: PRIVATE,
  client_email: 'deploy@acme-prod.iam.gserviceaccount.com',
  client_id: '123456789012345678901',
  token_uri: 'https://oauth2.googleapis.com/token',
};
const POOL = '//iam.googleapis.com/projects/4711/locations/global/workloadIdentityPools/github';
const EXTERNAL = {
  type: 'external_account',
  audience: `${POOL}/providers/main`,
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://sts.googleapis.com/v1/token',
  credential_source: {
    url: 'https://pipelines.actions.githubusercontent.com/x',
    headers: { Authorization: 'Bearer cnry-request-token' },
    format: { type: 'json', subject_token_field_name: 'value' },
  },
};
const IMPERSONATION =
  'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/deploy@acme-prod.iam.gserviceaccount.com:generateAccessToken';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doorlog-gcp-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(content: unknown): string {
  const path = join(folder, 'credentials.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function see(env: Record<string, string>): CloudSighting {
  const sighting = seeGcp({ env, observedAt });
  expect(JSON.stringify(sighting)).not.toContain('cnry');
  return CloudSighting.parse(sighting);
}

const seeFile = (content: unknown) => see({ GOOGLE_APPLICATION_CREDENTIALS: fileOf(content) });

describe('seeGcp', () => {
  it('calls a service account’s key long-lived and names the very key when the file holds one', () => {
    expect(seeFile(KEY_FILE).identities).toEqual([
      {
        missing: [],
        identity: {
          provider: 'gcp',
          kind: 'service_account',
          shortLived: false,
          source: 'env',
          observedAt,
          principal: KEY_FILE.client_email,
          account: 'acme-prod',
          userId: KEY_FILE.client_id,
          accessKeyId: KEY_FILE.private_key_id,
          auditLogKey: {
            log: 'cloud-audit-logs',
            field: 'protoPayload.authenticationInfo.serviceAccountKeyName',
            value: `//iam.googleapis.com/projects/acme-prod/serviceAccounts/${KEY_FILE.client_email}/keys/${KEY_FILE.private_key_id}`,
          },
        },
      },
    ]);
  });

  it('names the service account when an external account stands for one', () => {
    const { identities } = seeFile({ ...EXTERNAL, service_account_impersonation_url: IMPERSONATION });
    expect(identities[0]?.identity).toMatchObject({
      kind: 'external_account',
      shortLived: true,
      audience: EXTERNAL.audience,
      principal: KEY_FILE.client_email,
      account: 'acme-prod',
      auditLogKey: { field: 'protoPayload.authenticationInfo.principalEmail', value: KEY_FILE.client_email },
    });
  });

  it('names the pool when an external account stands for itself', () => {
    expect(seeFile(EXTERNAL).identities[0]?.identity).toMatchObject({
      principal: `principal:${POOL}/subject/`,
      auditLogKey: { field: 'protoPayload.authenticationInfo.principalSubject', value: `principal:${POOL}/subject/` },
    });
  });

  it.each([
    [{ type: 'authorized_user', client_secret: 'cnry', refresh_token: 'cnry' }, 'authorized_user', false, 1],
    [
      { type: 'external_account_authorized_user', audience: EXTERNAL.audience, refresh_token: 'cnry' },
      'external_account_authorized_user',
      true,
      1,
    ],
    [
      {
        type: 'impersonated_service_account',
        service_account_impersonation_url: IMPERSONATION,
        source_credentials: { type: 'authorized_user', refresh_token: 'cnry' },
      },
      'impersonated_service_account',
      false,
      0,
    ],
  ])('says of a %s how long it lives when the file holds one', (content, kind, shortLived, missing) => {
    const [seen] = seeFile(content).identities;
    expect(seen?.identity).toMatchObject({ kind, shortLived });
    expect(seen?.missing).toHaveLength(missing);
  });

  it('is told once when three variables name one file', () => {
    const path = fileOf(EXTERNAL);
    const { identities } = see({
      GOOGLE_APPLICATION_CREDENTIALS: path,
      CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE: path,
      GOOGLE_GHA_CREDS_PATH: path,
    });
    expect(identities).toHaveLength(1);
  });

  it.each([
    ['is gone', () => join(folder, 'none.json'), 'not-found'],
    ['is a folder', () => folder, 'input-invalid'],
    ['is no JSON', () => fileOf('{'), 'input-invalid'],
    ['has another type', () => fileOf({ type: 'gdch_service_account' }), 'input-invalid'],
    ['is longer than 64 KiB', () => fileOf(`${' '.repeat(64 * 1024)}${JSON.stringify(KEY_FILE)}`), 'input-invalid'],
    ['has an address for an account', () => fileOf({ ...KEY_FILE, client_email: 'x'.repeat(500) }), 'input-invalid'],
  ])('tells why nothing is seen when the file %s', (_name, path, reason) => {
    expect(see({ GOOGLE_APPLICATION_CREDENTIALS: path() })).toMatchObject({
      identities: [],
      unseen: [{ provider: 'gcp', reason }],
    });
  });

  it('does not wait when the file is an endless device', () => {
    const path = join(folder, 'zero');
    symlinkSync('/dev/zero', path);
    expect(see({ GOOGLE_APPLICATION_CREDENTIALS: path }).unseen).toHaveLength(1);
  });

  it('sees that there is a token when a variable holds one', () => {
    expect(see({ CLOUDSDK_AUTH_ACCESS_TOKEN: 'ya29.cnry' }).identities[0]).toMatchObject({
      identity: { kind: 'access-token', shortLived: true },
      missing: [{ field: 'principal' }],
    });
  });

  it('holds to its schema when the members of the file are anything', () => {
    const hostile = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue());
    fc.assert(
      fc.property(
        fc.constantFrom(KEY_FILE, EXTERNAL),
        fc.dictionary(
          fc.constantFrom(...Object.keys({ ...KEY_FILE, ...EXTERNAL, service_account_impersonation_url: 1 })),
          hostile,
        ),
        (file, changes) => {
          see({ GOOGLE_APPLICATION_CREDENTIALS: fileOf({ ...file, ...changes }) });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('cloudSecrets', () => {
  it('knows keys and tokens when they stand in variables and in files that these name', () => {
    const token = join(folder, 'token');
    writeFileSync(token, 'eyJhbGciOi.the-web-identity-token\n');
    const secrets = cloudSecrets({
      AWS_SECRET_ACCESS_KEY: 'the secret access key',
      AWS_SESSION_TOKEN: 'the session token',
      AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE000000001',
      AWS_WEB_IDENTITY_TOKEN_FILE: token,
      GOOGLE_APPLICATION_CREDENTIALS: fileOf({
        ...KEY_FILE,
        source_credentials: { refresh_token: 'refreshing' },
        ...EXTERNAL,
      }),
      VAULT_TOKEN: 'root',
    });
    expect(secrets).toEqual(
      expect.arrayContaining([
        'the secret access key',
        'the session token',
        'eyJhbGciOi.the-web-identity-token',
        PRIVATE,
        'refreshing',
        'cnry-request-token',
      ]),
    );
    expect(secrets).not.toContain('ASIAEXAMPLE000000001');
    expect(secrets).not.toContain('root');
  });
});

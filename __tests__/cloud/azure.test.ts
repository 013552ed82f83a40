import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { seeAzure } from '../../src/cloud/azure.ts';
import { CloudSighting } from '../../src/model/checkpoint-note.ts';

const observedAt = '2026-11-21T12:00:00.000Z';
const APPLICATION = '11111111-2222-3333-4444-555555555555';
const TENANT = '66666666-7777-8888-9999-000000000000';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doorlog-azure-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function see(env: Record<string, string>): CloudSighting {
  return CloudSighting.parse(seeAzure({ env: { AZURE_CONFIG_DIR: folder, ...env }, observedAt }));
}

function profile(user: { name: string; type: string }): void {
  const subscriptions = [
    { id: TENANT, name: 'other', tenantId: TENANT, isDefault: false, user: { name: 'x', type: 'user' } },
    { id: TENANT, name: 'production', tenantId: TENANT, isDefault: true, user },
  ];
  writeFileSync(join(folder, 'azureProfile.json'), `\uFEFF${JSON.stringify({ installationId: 'x', subscriptions })}`);
}

describe('seeAzure', () => {
  it.each([
    ['a federated token', { AZURE_FEDERATED_TOKEN_FILE: '/token' }, 'federated-token', true],
    ['a secret', { AZURE_CLIENT_SECRET: 'cnry', AZURE_FEDERATED_TOKEN_FILE: '/token' }, 'client-secret', false],
    ['a certificate', { AZURE_CLIENT_CERTIFICATE_PATH: '/pem' }, 'client-certificate', false],
  ])('names the application and how it proves itself when that is by %s', (_name, env, kind, shortLived) => {
    const sighting = see({ AZURE_CLIENT_ID: APPLICATION, AZURE_TENANT_ID: TENANT, ...env });
    expect(sighting.identities).toEqual([
      {
        missing: [],
        identity: {
          provider: 'azure',
          source: 'env',
          observedAt,
          kind,
          shortLived,
          principal: APPLICATION,
          account: TENANT,
          auditLogKey: { log: 'entra-sign-in-logs', field: 'appId', value: APPLICATION },
        },
      },
    ]);
    expect(JSON.stringify(sighting)).not.toContain('cnry');
  });

  it.each([
    [{ name: APPLICATION, type: 'servicePrincipal' }, 'service-principal', APPLICATION],
    [{ name: 'alice@example.com', type: 'user' }, 'user', 'alice@example.com'],
    [{ name: 'systemAssignedIdentity', type: 'servicePrincipal' }, 'managed-identity', undefined],
  ])('names who is logged in when the command line keeps %j', (user, kind, principal) => {
    profile(user);
    const { identity } = see({}).identities[0] ?? {};
    expect([identity?.kind, identity?.principal, identity?.account]).toEqual([kind, principal, TENANT]);
  });

  it.each([
    ['nothing is there', {}],
    ['ids are none', { AZURE_CLIENT_ID: 'x', AZURE_TENANT_ID: 'y', AZURE_CLIENT_SECRET: 'z' }],
    ['nothing proves the application', { AZURE_CLIENT_ID: APPLICATION, AZURE_TENANT_ID: TENANT }],
  ])('sees nobody when %s', (_name, env) => {
    expect(see(env)).toEqual({ identities: [], unseen: [] });
  });
});

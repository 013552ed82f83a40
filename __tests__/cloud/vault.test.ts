import { afterEach, describe, expect, it } from '@jest/globals';
import { seeVault } from '../../src/cloud/vault.ts';
import { CloudSighting } from '../../src/model/checkpoint-note.ts';
import { createHttp } from '../../src/net/http.ts';
import { type LocalServer, serve } from '../support/local-server.ts';

const observedAt = '2026-11-21T12:00:00.000Z';
const TOKEN = 'hvs.cnryCAESIJ';

let server: LocalServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function see(data: unknown, env: Record<string, string> = {}): Promise<CloudSighting> {
  server = await serve({
    handle: ({ url, headers }) =>
      url.pathname === '/v1/auth/token/lookup-self' && headers['x-vault-token']?.startsWith('hv')
        ? { status: 200, body: JSON.stringify({ data }) }
        : { status: 403, body: '{"errors":["permission denied"]}' },
  });
  const http = createHttp({});
  const sighting = await seeVault({
    env: { VAULT_ADDR: server.url, VAULT_TOKEN: TOKEN, ...env },
    observedAt,
    http,
  });
  expect(JSON.stringify(sighting)).not.toContain('cnry');
  return CloudSighting.parse(sighting);
}

const LOOKUP = { display_name: 'jwt-repo', entity_id: 'e-1', type: 'service', expire_time: '2026-11-21T12:15:00.5Z' };

describe('seeVault', () => {
  it('names the holder and the end of a token when Vault knows it', async () => {
    const { identities } = await see({ ...LOOKUP, id: TOKEN, accessor: 'x', policies: ['deploy'] });
    expect(identities[0]).toMatchObject({
      missing: [],
      identity: {
        kind: 'service-token',
        source: 'cloud',
        shortLived: true,
        principal: 'jwt-repo',
        userId: 'e-1',
        expiresAt: '2026-11-21T12:15:00.500Z',
        auditLogKey: { log: 'vault-audit-log', field: 'auth.entity_id', value: 'e-1' },
      },
    });
  });

  it.each([
    ['has no end', null],
    ['ends in a month', '2026-12-21T12:00:00Z'],
  ])('calls a token long-lived when it %s', async (_name, expire_time) => {
    const { identities } = await see({ ...LOOKUP, expire_time });
    expect(identities[0]?.identity.shortLived).toBe(false);
  });

  it.each([
    ['refuses the token', LOOKUP, { VAULT_TOKEN: 's.cnry' }, 'not-permitted', ['principal', 'shortLived']],
    ['refuses a batch token', LOOKUP, { VAULT_TOKEN: 'b.cnry' }, 'not-permitted', ['principal']],
    ['answers in another form', [], {}, 'service-failed', ['principal', 'shortLived']],
    ['is at no address', LOOKUP, { VAULT_ADDR: '' }, 'input-invalid', ['principal', 'shortLived']],
    [
      'would be asked in the clear',
      LOOKUP,
      { VAULT_ADDR: 'http://vault.example' },
      'input-invalid',
      ['principal', 'shortLived'],
    ],
  ])('tells what is missing when Vault %s', async (_name, data, env, reason, fields) => {
    const { identities } = await see(data, env as unknown as Record<string, string>);
    expect(identities[0]?.missing.map(({ field }) => field)).toEqual(fields);
    expect(identities[0]?.missing[0]?.reason).toBe(reason);
  });
});

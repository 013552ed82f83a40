import * as z from 'zod/mini';
import { codeOf, sentenceOf } from '../errors.ts';
import type { CloudSighting, SeenIdentity } from '../model/checkpoint-note.ts';
import type { CloudIdentity } from '../model/cloud-identity.ts';
import type { HttpResponse } from '../ports.ts';
import { safeAddress } from './safe-address.ts';
import { jsonOf } from './small-file.ts';
import { type CloudSurroundings, LONGEST_QUESTION, variable } from './surroundings.ts';

/** A token that holds for longer is as good as a key. */
const LONGEST_SHORT_LIFE = 24 * 60 * 60 * 1000;

type Missing = SeenIdentity['missing'][number];

/** What Doorlog takes of a token's own description: https://developer.hashicorp.com/vault/api-docs/auth/token#lookup-a-token-self. */
const Lookup = z.object({
  data: z.object({
    display_name: z.string().check(z.maxLength(300)),
    entity_id: z.optional(z.string().check(z.maxLength(100))),
    expire_time: z.nullish(z.string().check(z.maxLength(60))),
    type: z.optional(z.enum(['service', 'batch', 'default-service', 'default-batch'])),
  }),
});

/** The holder of the Vault token in the job's variables. Never raises. */
export async function seeVault(surroundings: CloudSurroundings): Promise<CloudSighting> {
  const address = addressFrom(surroundings);
  const token = variable(surroundings, 'VAULT_TOKEN');
  if (!token) return { identities: [], unseen: [] };
  const known = {
    provider: 'vault',
    observedAt: surroundings.observedAt,
    ...(address && { endpoint: address.host }),
    ...namespaceOf(surroundings),
  } as const;
  const answer = await lookUp(address, token, surroundings);
  if ('missing' in answer) {
    // A batch token always has an end; of others only Vault knows.
    const isBatch = /^(hvb\.|b\.)/.test(token);
    const identity: CloudIdentity = {
      ...known,
      source: 'env',
      kind: isBatch ? 'batch-token' : 'token',
      ...(isBatch && { shortLived: true }),
    };
    const fields = isBatch ? (['principal'] as const) : (['principal', 'shortLived'] as const);
    return { identities: [{ identity, missing: fields.map((field) => ({ field, ...answer.missing })) }], unseen: [] };
  }
  const { display_name: principal, entity_id: entity, expire_time: expiry, type } = answer.data;
  const end = Date.parse(expiry ?? '');
  const identity: CloudIdentity = {
    ...known,
    source: 'cloud',
    kind: type?.endsWith('batch') ? 'batch-token' : type ? 'service-token' : 'token',
    shortLived: end - Date.parse(surroundings.observedAt) <= LONGEST_SHORT_LIFE,
    principal,
    ...(!Number.isNaN(end) && { expiresAt: new Date(end).toISOString() }),
    ...(entity && {
      userId: entity,
      auditLogKey: { log: 'vault-audit-log', field: 'auth.entity_id', value: entity } as const,
    }),
  };
  return { identities: [{ identity, missing: [] }], unseen: [] };
}

function addressFrom(surroundings: CloudSurroundings): URL | undefined {
  const address = variable(surroundings, 'VAULT_ADDR');
  return address === undefined ? undefined : safeAddress(address);
}

function namespaceOf(surroundings: CloudSurroundings): { account?: string } {
  const namespace = variable(surroundings, 'VAULT_NAMESPACE');
  return namespace && /^[\w./-]{1,200}$/.test(namespace) ? { account: namespace } : {};
}

async function lookUp(
  address: URL | undefined,
  token: string,
  { http, ...surroundings }: CloudSurroundings,
): Promise<z.infer<typeof Lookup> | { missing: Omit<Missing, 'field'> }> {
  if (!http) return { missing: { reason: 'not-asked' } };
  if (!address) return { missing: { reason: 'input-invalid', detail: 'VAULT_ADDR is missing or unusable.' } };
  if (!/^[\x21-\x7e]{1,4096}$/.test(token)) return { missing: { reason: 'input-invalid' } };
  const { account: namespace } = namespaceOf(surroundings);
  try {
    const answer = await http({
      service: 'Vault',
      method: 'GET',
      url: new URL('/v1/auth/token/lookup-self', address).href,
      headers: { 'x-vault-token': token, ...(namespace && { 'x-vault-namespace': namespace }) },
      timeout: LONGEST_QUESTION,
      maxBytes: 64 * 1024,
      retries: 1,
    });
    return meaningOf(answer);
  } catch (error) {
    const detail = codeOf(error) === 'internal' ? undefined : sentenceOf(error).slice(0, 400);
    return { missing: { reason: 'service-failed', ...(detail && { detail }) } };
  }
}

function meaningOf({ status, body }: HttpResponse): z.infer<typeof Lookup> | { missing: Omit<Missing, 'field'> } {
  if (status !== 200) {
    const reason = status >= 500 ? 'service-failed' : 'not-permitted';
    return { missing: { reason, detail: `Vault answered ${status}.` } };
  }
  const parsed = Lookup.safeParse(jsonOf(body.toString('utf8')));
  if (parsed.success) return parsed.data;
  return { missing: { reason: 'service-failed', detail: 'Vault answered in a form that Doorlog does not know.' } };
}

import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { CloudSighting, SeenIdentity } from '../model/checkpoint-note.ts';
import type { CloudIdentity } from '../model/cloud-identity.ts';
import { jsonOf, readSmallFile } from './small-file.ts';
import { type CloudSurroundings, variable } from './surroundings.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How an application proves itself, by the variable that says so, in the order of Azure's identity libraries. */
const PROOFS = [
  ['AZURE_CLIENT_SECRET', 'client-secret', false],
  ['AZURE_CLIENT_CERTIFICATE_PATH', 'client-certificate', false],
  ['AZURE_FEDERATED_TOKEN_FILE', 'federated-token', true],
] as const;

/** What the command line keeps of who is logged in; the tokens are in other files. */
const Profile = z.object({
  subscriptions: z
    .array(
      z.object({
        isDefault: z.optional(z.boolean()),
        tenantId: z.string().check(z.regex(UUID)),
        user: z.object({ name: z.string().check(z.maxLength(300)), type: z.enum(['servicePrincipal', 'user']) }),
      }),
    )
    .check(z.maxLength(1_000)),
});

/**
 * The Azure identity that a job's tools would use: by the variables of the identity libraries
 * (https://learn.microsoft.com/azure/developer/go/azure-sdk-authentication), or by the profile that `az login` and the
 * login action leave. Nobody is asked. Never raises.
 */
export function seeAzure(surroundings: CloudSurroundings): CloudSighting {
  const identity = byVariables(surroundings) ?? byProfile(surroundings);
  return { identities: identity ? [identity] : [], unseen: [] };
}

function byVariables(surroundings: CloudSurroundings): SeenIdentity | undefined {
  const client = variable(surroundings, 'AZURE_CLIENT_ID');
  const tenant = variable(surroundings, 'AZURE_TENANT_ID');
  const proof = PROOFS.find(([name]) => variable(surroundings, name) !== undefined);
  if (!client || !tenant || !proof || !UUID.test(client) || !UUID.test(tenant)) return undefined;
  const [, kind, shortLived] = proof;
  const identity = { ...application(client), kind, shortLived, account: tenant };
  return { identity: { ...identity, ...seen(surroundings) }, missing: [] };
}

function byProfile(surroundings: CloudSurroundings): SeenIdentity | undefined {
  const folder = variable(surroundings, 'AZURE_CONFIG_DIR') ?? join(homedir(), '.azure');
  const file = readSmallFile(join(folder, 'azureProfile.json'));
  const profile = 'text' in file ? Profile.safeParse(jsonOf(file.text)) : undefined;
  const all = profile?.data?.subscriptions ?? [];
  const inUse = all.find(({ isDefault }) => isDefault) ?? all[0];
  if (!inUse) return undefined;
  const { user, tenantId: account } = inUse;
  const missing: SeenIdentity['missing'] = [{ field: 'shortLived', reason: 'not-available' }];
  if (user.type === 'user')
    return { identity: { ...seen(surroundings), kind: 'user', principal: user.name, account }, missing };
  if (/^(system|user)AssignedIdentity$/.test(user.name))
    return { identity: { ...seen(surroundings), kind: 'managed-identity', shortLived: true, account }, missing: [] };
  const known = UUID.test(user.name) ? application(user.name) : { principal: user.name };
  return { identity: { ...seen(surroundings), ...known, kind: 'service-principal', account }, missing };
}

function seen({ observedAt }: CloudSurroundings): Pick<CloudIdentity, 'provider' | 'source' | 'observedAt'> {
  return { provider: 'azure', source: 'env', observedAt };
}

/** Sign-in logs hold the application's id: https://learn.microsoft.com/graph/api/resources/signin. */
function application(id: string): Pick<CloudIdentity, 'principal' | 'auditLogKey'> {
  return { principal: id, auditLogKey: { log: 'entra-sign-in-logs', field: 'appId', value: id } };
}

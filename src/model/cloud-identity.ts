import * as z from 'zod/mini';
import { from, logOnly, shown } from './field.ts';
import { id, text, time } from './primitives.ts';

/** Where an identity holds: a cloud, or a vault that gives out others. */
export const CloudProvider = z.enum(['aws', 'gcp', 'azure', 'vault']);
export type CloudProvider = z.infer<typeof CloudProvider>;

/**
 * Kinds of identity, in each cloud's own words: the resource type of an AWS principal's ARN, or what its variables alone
 * tell; the `type` of a Google credentials file (https://google.aip.dev/auth); the Azure identity library's variables or
 * the type of user that the Azure command line keeps; a Vault token's type.
 */
export const CloudIdentityKind = z.enum([
  'assumed-role',
  'federated-user',
  'iam-user',
  'root',
  'temporary-credentials',
  'access-key',
  'web-identity',
  'external_account',
  'external_account_authorized_user',
  'service_account',
  'impersonated_service_account',
  'authorized_user',
  'access-token',
  'federated-token',
  'client-secret',
  'client-certificate',
  'service-principal',
  'managed-identity',
  'user',
  'service-token',
  'batch-token',
  'token',
]);
export type CloudIdentityKind = z.infer<typeof CloudIdentityKind>;

/** What finds an identity's doings in that cloud's own audit log. */
const AuditLogKey = from(
  {
    from: ['cloud', 'env'],
    needs: 'a principal that the cloud logs',
    applies: { when: 'a principal that the cloud logs' },
  },
  logOnly(
    z.strictObject({
      log: logOnly(z.enum(['cloudtrail', 'cloud-audit-logs', 'entra-sign-in-logs', 'vault-audit-log']), 'Audit log'),
      field: logOnly(text(200), 'Name of the field there'),
      value: logOnly(text(2_500), 'What the field holds; where it ends in a slash, what it begins with'),
    }),
    'Where the identity’s doings are found',
  ),
);

const asked = (schema: z.core.$ZodType<string>, description: string) =>
  from(
    {
      from: ['cloud', 'env'],
      needs: 'a checkpoint step after the login step',
      applies: { when: 'a cloud that has it' },
    },
    logOnly(schema, description),
  );

/** An identity in a cloud that a job could use, and how it is found there; never what proves it. */
export const CloudIdentity = z.strictObject({
  provider: shown(CloudProvider, 'Where the identity holds'),
  kind: shown(CloudIdentityKind, 'Kind of identity in the cloud’s own words'),
  shortLived: from(
    {
      from: ['cloud', 'env'],
      needs: 'an answer from the cloud',
      applies: { when: 'a kind of credential that does not tell' },
    },
    z.optional(
      shown(
        z.boolean(),
        'Whether it ends by itself, within hours; false for a key that holds until somebody removes it',
      ),
    ),
  ),
  source: shown(z.enum(['cloud', 'env']), 'Whether the cloud said so, or only the job’s variables and files'),
  observedAt: shown(time(), 'When it was seen'),
  principal: z.optional(asked(text(2_100), 'Whom the cloud takes it for: an ARN, a service account, an application')),
  roleArn: z.optional(asked(text(2_100), 'AWS role that is assumed; its path is not known')),
  account: z.optional(asked(id(), 'AWS account, Google project, Azure tenant or Vault namespace')),
  userId: z.optional(asked(text(300), 'Immutable id of the principal')),
  accessKeyId: z.optional(asked(id(), 'Public id of the key in use')),
  audience: z.optional(asked(text(1_000), 'Workload identity provider that takes the job’s token')),
  expiresAt: z.optional(asked(time(), 'When it ends')),
  auditLogKey: z.optional(AuditLogKey),
  endpoint: z.optional(asked(text(300), 'Address that was asked, where it is not the cloud’s own')),
});
export type CloudIdentity = z.infer<typeof CloudIdentity>;

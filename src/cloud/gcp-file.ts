import * as z from 'zod/mini';
import type { CloudIdentity } from '../model/cloud-identity.ts';

/** An e-mail address of a service account, or what stands for one in addresses. */
const account = () => z.string().check(z.regex(/^[\w.-]{1,100}@[\w.-]{1,200}$/));
const project = () => z.string().check(z.regex(/^[a-z0-9:.-]{1,100}$/));
const audience = () => z.string().check(z.regex(/^(https:)?\/\/iam\.googleapis\.com\/[\w./%-]{1,700}$/));
/** `…/v1/projects/-/serviceAccounts/EMAIL:generateAccessToken`. */
const impersonation = () =>
  z
    .string()
    .check(z.regex(/^https:\/\/[\w.-]{1,200}\/[\w/.-]{1,200}\/serviceAccounts\/[\w.-]{1,100}@[\w.-]{1,200}:\w{1,40}$/));

/**
 * What Doorlog takes from a file of Google credentials, by its `type`; the secrets in it are not among it:
 * https://google.aip.dev/auth/4110 and those after it.
 */
const CredentialsFile = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('external_account'),
    audience: audience(),
    service_account_impersonation_url: z.optional(impersonation()),
  }),
  z.object({ type: z.literal('external_account_authorized_user'), audience: audience() }),
  z.object({
    type: z.literal('service_account'),
    client_email: account(),
    client_id: z.optional(z.string().check(z.regex(/^\d{1,40}$/))),
    private_key_id: z.string().check(z.regex(/^[0-9a-f]{8,64}$/)),
    project_id: z.optional(project()),
  }),
  z.object({
    type: z.literal('impersonated_service_account'),
    service_account_impersonation_url: impersonation(),
    source_credentials: z.object({ type: z.string().check(z.maxLength(100)) }),
  }),
  z.object({ type: z.literal('authorized_user'), quota_project_id: z.optional(project()) }),
]);
type CredentialsFile = z.infer<typeof CredentialsFile>;

/** What a file of credentials says of whom it is for. */
export type GoogleIdentity = Pick<CloudIdentity, 'kind' | 'shortLived'> &
  Partial<Pick<CloudIdentity, 'principal' | 'account' | 'userId' | 'accessKeyId' | 'audience' | 'auditLogKey'>>;

/** Reads the JSON of a credentials file; undefined for anything else. */
export function parseGoogleCredentials(json: unknown): GoogleIdentity | undefined {
  const parsed = CredentialsFile.safeParse(json);
  return parsed.success ? identityOf(parsed.data) : undefined;
}

function identityOf(file: CredentialsFile): GoogleIdentity {
  switch (file.type) {
    case 'external_account': {
      const email = accountIn(file.service_account_impersonation_url);
      const subjects = subjectsOf(file.audience);
      return {
        kind: file.type,
        shortLived: true,
        audience: file.audience,
        ...projectOf(email),
        ...(email && { principal: email, auditLogKey: byEmail(email) }),
        ...(!email && subjects && { principal: subjects, auditLogKey: bySubject(subjects) }),
      };
    }
    case 'external_account_authorized_user':
      return { kind: file.type, shortLived: true, audience: file.audience };
    case 'service_account':
      return serviceAccountKey(file);
    case 'impersonated_service_account': {
      const email = accountIn(file.service_account_impersonation_url);
      return {
        kind: file.type,
        shortLived: file.source_credentials.type.startsWith('external_account'),
        ...projectOf(email),
        ...(email && { principal: email, auditLogKey: byEmail(email) }),
      };
    }
    case 'authorized_user':
      return { kind: file.type, shortLived: false, ...(file.quota_project_id && { account: file.quota_project_id }) };
  }
}

/** Audit logs name the very key: https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog. */
function serviceAccountKey(file: Extract<CredentialsFile, { type: 'service_account' }>): GoogleIdentity {
  const { client_email: email, private_key_id: key, project_id: named, client_id: userId } = file;
  const { account: holder = named } = projectOf(email);
  const name = `//iam.googleapis.com/projects/${holder ?? '-'}/serviceAccounts/${email}/keys/${key}`;
  return {
    kind: file.type,
    shortLived: false,
    principal: email,
    accessKeyId: key,
    ...(holder && { account: holder }),
    ...(userId && { userId }),
    auditLogKey: {
      log: 'cloud-audit-logs',
      field: 'protoPayload.authenticationInfo.serviceAccountKeyName',
      value: name,
    },
  };
}

function accountIn(url: string | undefined): string | undefined {
  return url?.match(/\/serviceAccounts\/([^/:]+):\w+$/)?.[1];
}

/** `NAME@PROJECT.iam.gserviceaccount.com`, as accounts that people make are called. */
function projectOf(email: string | undefined): { account?: string } {
  const project = email?.match(/@([^.]+)\.iam\.gserviceaccount\.com$/)?.[1];
  return project ? { account: project } : {};
}

/** Where all identities of a pool begin: https://cloud.google.com/iam/docs/principal-identifiers. */
function subjectsOf(audience: string): string | undefined {
  const pool = audience.match(/^(?:https:)?(\/\/iam\.googleapis\.com\/.+)\/providers\/[^/]+$/)?.[1];
  return pool && `principal:${pool}/subject/`;
}

function byEmail(value: string): CloudIdentity['auditLogKey'] {
  return { log: 'cloud-audit-logs', field: 'protoPayload.authenticationInfo.principalEmail', value };
}

function bySubject(value: string): CloudIdentity['auditLogKey'] {
  return { log: 'cloud-audit-logs', field: 'protoPayload.authenticationInfo.principalSubject', value };
}

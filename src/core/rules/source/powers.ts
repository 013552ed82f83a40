import type { AccessRecord } from '../../../model/access-record.ts';
import { isDeprived } from '../../outsider.ts';

/** What a job was given that is worth taking; `unseen` is the first fact that could not be told. */
export interface Powers {
  readonly held: readonly { readonly what: string; readonly pointer: string }[];
  readonly unseen?: string;
}

const TOKEN = 'GITHUB_TOKEN';

/** Secrets, an identity and rights to write that were handed to the job. */
export function powersOf(record: AccessRecord): Powers {
  if (isDeprived(record)) return { held: [] };
  const { token, oidc, secrets } = record.access;
  const held: { what: string; pointer: string }[] = [];
  const unseen: string[] = [];
  if (secrets === undefined) unseen.push('/access/secrets');
  else if (!isDependabots(record) && secrets.some(isSecret)) held.push({ what: 'secrets', pointer: '/access/secrets' });
  const levels = Object.entries(token?.permissions ?? {}).map(([scope, { observed, declared }]) => ({
    scope,
    level: observed ?? declared,
  }));
  if (token?.permissions === undefined && token?.shorthand === undefined) unseen.push('/access/token/permissions');
  if (oidc?.available === true || levels.some(({ scope, level }) => scope === 'id-token' && level === 'write')) {
    held.push({ what: 'an identity token', pointer: '/access/oidc' });
  }
  if (
    token?.shorthand === 'write-all' ||
    levels.some(({ scope, level }) => scope !== 'id-token' && level === 'write')
  ) {
    held.push({ what: 'a token that may write', pointer: '/access/token' });
  }
  return { held, ...(unseen[0] !== undefined && { unseen: unseen[0] }) };
}

/** Whether a name is a secret's of the repository or its organisation, rather than the job's own token. */
export function isSecret(name: string): boolean {
  return name.toUpperCase() !== TOKEN;
}

/**
 * Whether GitHub gives such a job Dependabot’s secrets instead of the repository’s; no person can have that login.
 * Source: docs.github.com, “Dependabot on GitHub Actions”.
 */
export function isDependabots({ pipeline, people }: Pick<AccessRecord, 'pipeline' | 'people'>): boolean {
  return people.initiator?.login === 'dependabot[bot]' && WITHOUT_SECRETS.has(pipeline.event ?? '');
}

const WITHOUT_SECRETS = new Set([
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'create',
  'deployment',
  'deployment_status',
]);
